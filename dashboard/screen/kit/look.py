"""The kit's style sheet and script: fetched once, where each element would else bring its own along at every change.

Their addresses hold a hash of them, so that browsers keep them for good and never keep an old one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dashboard.screen.kit.colours import parts, printed
from dashboard.screen.kit.rows import BREAKS

_HERE = Path(__file__).parent


def _sheet() -> str:
    """Return the style sheet, with the narrow table's rules for each width at which a table can break."""
    narrow = (_HERE / "narrow.css").read_text("utf-8")
    rules = (f"@container card (max-width: {width}px) {{ .narrow-{width} {{\n{narrow}}} }}" for width in BREAKS)
    return "\n".join([(_HERE / "component.css").read_text("utf-8"), *rules, parts(), printed(":host")])


def _address(text: str, ending: str) -> str:
    return f"/look/{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"


SHEET = _sheet()
SHEET_ADDRESS = _address(SHEET, "css")

SCRIPT = (_HERE / "component.js").read_text("utf-8").replace("ADDRESS", SHEET_ADDRESS)
SCRIPT_ADDRESS = _address(SCRIPT, "js")
