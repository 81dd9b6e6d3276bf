"""Who answers for a theme, in words."""

from __future__ import annotations

from dashboard.measures.themes.register import OWNERS
from dashboard.measures.themes.theme import Owner, Theme
from dashboard.words.digits import adding_up
from dashboard.words.formats import in_language
from dashboard.words.plain import listed
from dashboard.words.terms import CROSS_LOB

ACROSS = CROSS_LOB
ALONE = "one line of business"
"""Who answers for a theme: several lines of business together, or one."""


def owner_name(theme: Theme) -> str:
    """Return who answers for a theme: a department, or several together; nothing where that is not known."""
    owner = theme.owner
    if owner is None:
        return "" if theme.unseen & {"themes", OWNERS} else "nobody owns it"
    return ACROSS if owner.cross_lob else owner.name


def contributors(owner: Owner, locale: str = "en") -> str:
    """Return who contributes to a cross-LOB theme, with shares that add up as they are shown, and its sponsor."""
    known = adding_up([100 * share for _, share in owner.contributors if share is not None], 0)
    shown = iter(in_language(locale).percent(share / 100, 0) for share in known)
    names = [name if share is None else f"{name} {next(shown)}" for name, share in owner.contributors]
    parts = ["with " + listed(names)] if names else []
    parts += [f"sponsor {owner.sponsor}"] if owner.sponsor else ["no sponsor"] if owner.cross_lob else []
    return "; ".join(parts)
