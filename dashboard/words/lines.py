"""Where a line of words may be broken: never within a figure, its unit or its interval."""

from __future__ import annotations

import re
from typing import Final

JOINED: Final = "\u00a0"

_SPACE = r"[ \u00a0]"
_NUMBER = r"[+−]?[€$£¥]?\d[\d.,\u202f]*[KMB]?(?:[ \u00a0\u202f]?%)?"
_UNIT = r"(?:points?|h|min|days?|months?|answers)\b"
_FIGURE = re.compile(rf"{_NUMBER}(?:{_SPACE}(?:to|of|→){_SPACE}{_NUMBER})*(?:{_SPACE}{_UNIT})?")
_SPACED = re.compile(rf"[\dKMB%] (?:%|to |of |→ |{_UNIT})")


def unbroken(text: str) -> str:
    """Return text whose figures stay on one line: '1.4 to 3.2 points', '17 of 56', '95 %'.

    >>> unbroken("costs 2.3 points (1.4 to 3.2)").split(" ")
    ['costs', '2.3\\xa0points', '(1.4\\xa0to\\xa03.2)']
    """
    if not _SPACED.search(text):
        return text
    return _FIGURE.sub(lambda found: found.group().replace(" ", JOINED), text)
