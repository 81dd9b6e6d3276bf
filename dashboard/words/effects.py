"""Whether objectives and tasks moved their measure, as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dashboard.blocks import Tone
from dashboard.measures.programme.moves import EFFECTS, Effect, Look
from dashboard.settings import Settings
from dashboard.words.formats import Formats

WORDS: Mapping[Effect, str] = MappingProxyType({
    "moved": "moved",
    "no_effect": "no effect",
    "moved_before": "had moved before",
    "too_early": "too early",
    "too_few": "too few to tell",
    "as_reported": "as reported",
    "not_known": "not known",
})  # fmt: skip

TONES: Mapping[Effect, Tone] = MappingProxyType({
    "moved": "good", "no_effect": "bad", "moved_before": "warn", "too_early": "", "too_few": "", "as_reported": "",
    "not_known": "",
})  # fmt: skip

MEANING = (
    "One look each, at a date set when it began: of an objective the three months that end by its due date, of a done "
    "task the three months after it was due, or done where that was later. It moved its measure where the measure "
    "itself then lies, in its direction, beyond what the months before it began led to (95 %); what had moved before "
    "it began does not count. As reported: the measure is none of ours, or not connected."
)


def told(effects: Counter[Effect], among: Iterable[Effect] = EFFECTS) -> str:
    """Return how many had which effect: '4 moved · 20 no effect · 25 too early'; what none had is left out."""
    return " · ".join(f"{effects[effect]} {WORDS[effect]}" for effect in among if effects[effect])


_CLAIMS: Mapping[str, tuple[str, tuple[Effect, ...]]] = MappingProxyType({
    "verified": ("verified", ("moved",)), "none": ("no effect", ("no_effect", "moved_before")),
    "too_early": ("too early", ("too_early", "too_few")),
})  # fmt: skip
"""A department's claim → as it is said, and the effects with which it agrees."""


def claim(claimed: str | None, effect: Effect) -> str:
    """Return what a department says of its task where ours differs: 'says: verified'; nothing where both agree."""
    word, agrees = _CLAIMS.get(claimed or "", ("", ()))
    return f"says: {word}" if word and effect not in agrees else ""


def said(look: Look, settings: Settings) -> str:
    """Return what one look showed, with when it will be known where it is too early: 'too early until Mar 2027'."""
    if look.effect != "too_early" or look.months is None:
        return WORDS[look.effect]
    return f"{WORDS[look.effect]} until {Formats.of(settings).month(look.months[1] + 1)}"
