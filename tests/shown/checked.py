"""What is wrong in a view: numerals that nothing explains, and words of direction or verdict that the figures belie.

    python -m tests.shown.checked [--folder FOLDER]

Reads every named view of every company, prints what is wrong, and fails where anything is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.features.feature import features
from dashboard.measures import MEASURES, definition
from dashboard.measures.registry import IN_SALES
from tests.shown.companies import companies
from tests.shown.dump import shown
from tests.shown.facts import Facts
from tests.shown.health import facts_of, gates
from tests.shown.numerals import numerals
from tests.shown.verdicts import belied
from tests.shown.views import Named, views
from tests.shown.walk import Said


@dataclass(frozen=True)
class Wrong:
    """What is wrong: where, the text, and what of it."""

    view: str
    feature: str
    said: Said
    what: str

    def __str__(self) -> str:
        return f"{self.view} · {self.feature} {self.said.block} {self.said.path}: {self.what!r} in {self.said.text!r}"


def wrong(view: Named, only: Sequence[str] | None = None) -> Iterator[Wrong]:
    """Yield what of a view is not so, of all features or of these alone."""
    facts = Facts(view.question)
    for feature, said in shown(view, only):
        if not checkable(said):
            continue
        for what in (*_unexplained(view, feature, said, facts), *belied(said, facts.of_column(feature, said))):
            yield Wrong(f"{view.company.name}: {view.name}", feature, said, what)


def _unexplained(view: Named, feature: str, said: Said, facts: Facts) -> Iterator[str]:
    """Yield the numerals of a string that nothing explains."""
    of_the_snapshot = feature in features() and features()[feature].page == "data_health"
    if of_the_snapshot and said.text in gates(view.company):
        return
    found = list(numerals(said.text, facts.names))
    if not found:
        return
    known = facts_of(view.company) if of_the_snapshot else facts.of(feature, said)
    for numeral in found:
        if not any(fact.explains(numeral) for fact in known):
            yield numeral.text


def checkable(said: Said) -> bool:
    """Whether figures may stand in a string: not in what a measure or a feature means, nor in names of datasets."""
    ours = said.path.endswith(("definition", "meaning", ".feeds.text")) or ".datasets" in said.path
    return not ours and ".query" not in said.block and said.text not in _constant()


@cache
def _constant() -> frozenset[str]:
    texts = {declared.meaning for declared in features().values()}
    for entry in (*MEASURES.values(), *IN_SALES.values()):
        texts |= {entry.meaning, definition(entry)}
    return frozenset(texts)


def main() -> None:
    """Check all views, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the companies are built and kept")
    asked = parser.parse_args()
    found, read = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for company in companies(asked.folder or Path(folder)).values():
            for view in views(company):
                read += 1
                for one in wrong(view):
                    found += 1
                    print(one)
    print(f"{read} views, {found} things wrong")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
