"""One thing, one word, wherever it is written: the words that were chosen, and those that would say the same."""

from __future__ import annotations

import re

CROSS_LOB = "cross-LOB"
"""What no single line of business owns, as the contract and the field have it."""

INSTEAD_OF = {
    r"\b[Pp]ts?\b": "points",
    r"\b[Aa]cross (?:the )?(?:lines? of business|LOBs?)\b": CROSS_LOB,
    r"\b[Cc]ross[- ](?:lines? of business|departmental|department|functional)\b": CROSS_LOB,
    r"\b[Cc]ross-?lob\b|\bcross LOB\b": CROSS_LOB,
    r"\bpercentage points?\b": "points",
    r"\d ?(?:hrs?|hours)\b": "h",
    r"\d ?(?:mins|minutes)\b": "min",
}
"""What is written nowhere (a regular expression), and the word that stands in its place."""


def other_words(text: str) -> list[str]:
    """Return what a text says in another word than the chosen one, each with the word that was chosen."""
    return [
        f"{found.group()!r}: say {chosen!r}"
        for pattern, chosen in INSTEAD_OF.items()
        for found in re.finditer(pattern, text)
    ]
