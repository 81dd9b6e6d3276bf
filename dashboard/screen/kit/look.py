"""The kit's style sheet: one for all that it draws, fetched once, where each element would else bring its own along.

Its address holds a hash of it, so that browsers keep it for good and never keep an old one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dashboard.screen.kit.rows import BREAKS

_HERE = Path(__file__).parent


def _sheet() -> str:
    """Return the style sheet, with the narrow table's rules for each width at which a table can break."""
    narrow = (_HERE / "narrow.css").read_text("utf-8")
    rules = (f"@container card (max-width: {width}px) {{ .narrow-{width} {{\n{narrow}}} }}" for width in BREAKS)
    return "\n".join([(_HERE / "component.css").read_text("utf-8"), *rules])


SHEET = _sheet()
ADDRESS = f"/look/{hashlib.sha256(SHEET.encode()).hexdigest()[:12]}.css"
"""Where the style sheet is served."""
