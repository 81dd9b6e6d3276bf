"""The palette as CSS, where Streamlit's theme has no such colours: those of parts; and paper, which is always light."""

from __future__ import annotations

from dashboard.theme import DARK, LIGHT, Palette

ROLES = {
    "ink": LIGHT.ink,
    "grey": LIGHT.muted_words,
    "rule": LIGHT.rule,
    "paper": LIGHT.paper,
    "tint": LIGHT.tint,
    "accent": LIGHT.accent,
    "good": LIGHT.good_words,
    "bad": LIGHT.bad_words,
    "warn": LIGHT.warn_words,
    "link": LIGHT.link,
}
"""The style sheets' names of colours, as they are printed."""


def printed(selector: str) -> str:
    """Return the rules that turn what ``selector`` finds to the colours of paper."""
    roles = ";".join(f"--{name}:{colour}" for name, colour in ROLES.items())
    return f"@media print {{ {selector} {{ {roles} }} }}"


def parts() -> str:
    """Return the colours that Streamlit's theme does not have, of parts and keys, and of empty bars.

    What is drawn has its mode as class.
    """
    screen = f".light {{ {_parts(LIGHT)} }}\n.dark {{ {_parts(DARK)} }}"
    return f"{screen}\n@media print {{ .light, .dark {{ {_parts(LIGHT)} }} }}"


def _parts(colours: Palette) -> str:
    named = {f"part-{position}": colour for position, colour in enumerate(colours.series)} | {"track": colours.band}
    return ";".join(f"--{name}:{colour}" for name, colour in named.items())
