"""A deck made in a process of its own, for the app: what is ordered comes by standard input, as JSON.

    {"outline": "decks/board.toml", "form": ".pptx", "asked": {"region": ["EMEA"]},
     "parameters": [["department", "billing"]], "grant": {…}, "snapshots": "…", "snapshot": "…"}

It tells a line of JSON a slide by standard error, and at the end what went wrong, if anything did; the file itself
comes by standard output. So neither the memory nor the time that a deck takes is the app's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dashboard.configuration import load, with_identity
from dashboard.data.access import Grant
from dashboard.export.deck.layouts import TemplateError
from dashboard.export.order import Order, OrderError, made, question_of
from dashboard.export.outline import OutlineError
from dashboard.export.presses import PressError
from dashboard.settings import SettingsError
from dashboard.snapshots.store import SnapshotError, Store

KNOWN = (OrderError, OutlineError, PressError, SettingsError, SnapshotError, TemplateError)
"""What may go wrong from outside; each says so in a sentence."""


def run(ordered: dict[str, Any]) -> bytes:
    """Make what is ordered, and tell of each slide. Raises one of ``KNOWN``."""
    settings = load().model_copy(update={"snapshots": Path(ordered["snapshots"])})
    settings = with_identity(settings, demo=Store(settings.snapshots).current().manifest.demo)
    given: dict[str, Any] = {
        name: frozenset(one) if isinstance(one, list) else one for name, one in ordered["grant"].items()
    }
    question = question_of(settings, ordered["asked"], Grant(**given), ordered["snapshot"], _parameters(ordered))
    return made(Order(Path(ordered["outline"]), ordered["asked"], form=ordered["form"]), question, _tell)


def _parameters(ordered: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in ordered["parameters"])


def _tell(done: int, whole: int, title: str) -> None:
    print(json.dumps({"done": done, "whole": whole, "title": title}), file=sys.stderr, flush=True)


def main() -> None:
    """Make what is ordered by standard input; exit code 2 where it cannot be made."""
    try:
        sys.stdout.buffer.write(run(json.load(sys.stdin)))
    except KNOWN as error:
        print(json.dumps({"error": str(error)}), file=sys.stderr, flush=True)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
