"""Every string of the named views, a line each, with what it speaks of.

    python -m tests.shown.dump OUT.jsonl [--folder FOLDER] [--company demo …] [--view NAME …]

Builds and refreshes the companies in the folder (kept for the next time) where they are not there yet.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.features.feature import features
from dashboard.features.measure import evidence
from dashboard.measures import MEASURES
from tests.shown.companies import companies
from tests.shown.views import Named, views
from tests.shown.walk import Said, told


def shown(view: Named, only: Sequence[str] | None = None) -> Iterator[tuple[str, Said]]:
    """Yield feature and string of everything that a view shows, with the evidence of each measure that it opens.

    The page Data health follows no filter: it is read once a company and a reader. ``only`` names the features meant.
    """
    opened: set[str] = set()
    for declared in features().values():
        if (declared.page == "data_health" and not view.health) or (only is not None and declared.id not in only):
            continue
        for said in told(declared.blocks(view.question)):
            opened |= {subject for subject in said.subjects if subject.startswith("measure:")}
            yield declared.id, said
    for subject in sorted(opened):
        name = subject.removeprefix("measure:")
        if name in MEASURES:
            yield from (("O9", said) for said in told_evidence(view, name))


def told_evidence(view: Named, name: str) -> Iterator[Said]:
    """Yield what the dialog of a measure tells."""
    found = evidence(view.question, name)
    texts = [
        ("title", found.title),
        ("definition", found.definition),
        *((f"facts.{key}", text) for key, text in found.facts),
    ]
    yield from (Said("O9", path, text, (f"measure:{name}",)) for path, text in texts)


def main() -> None:
    """Write the dump."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folder", type=Path, help="where the companies are built and kept")
    parser.add_argument("--company", action="append", help="of these companies alone")
    parser.add_argument("--view", action="append", help="of these views alone")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, asked.out.open("w", encoding="utf-8") as out:
        for company in companies(asked.folder or Path(folder)).values():
            for view in views(company):
                if company.name in (asked.company or [company.name]) and view.name in (asked.view or [view.name]):
                    for feature, said in shown(view):
                        out.write(json.dumps(_line(view, feature, said), ensure_ascii=False) + "\n")


def _line(view: Named, feature: str, said: Said) -> dict[str, object]:
    return {
        "company": view.company.name, "view": view.name, "feature": feature, "block": said.block, "path": said.path,
        "text": said.text, "of": said.subjects,
    }  # fmt: skip


if __name__ == "__main__":
    main()
