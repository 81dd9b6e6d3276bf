"""The specification of every sample, as it was when it was last looked at. To write them anew, after looking:

python -m tests.charts.golden
"""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.charts import specification
from dashboard.charts.base import Spec
from tests.charts.samples import MORE, SAMPLES

FOLDER = Path(__file__).parent / "golden"


def golden() -> dict[str, Spec]:
    """Return the light specification of every sample by the name of its file."""
    return {name: specification(sample(), "light") for name, sample in (SAMPLES | MORE).items()}


def text(spec: Spec) -> str:
    """Return a specification as it is written in its file."""
    return json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, spec in golden().items():
        (FOLDER / f"{name}.json").write_text(text(spec), "utf-8")
