"""Everything that is shown is so: numerals are explained by figures that are read again, words belied by none.

Some views of the small demo company; `python -m tests.shown.checked` reads all of every company.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.data.archive import Archive
from dashboard.measures.verdicts.verdict import Word
from dashboard.settings import Settings
from tests.conftest import settings_for
from tests.features.companies import thinned
from tests.shown.checked import checkable, wrong
from tests.shown.companies import Company, of
from tests.shown.dump import shown
from tests.shown.facts import Facts
from tests.shown.numerals import numerals
from tests.shown.verdicts import belied
from tests.shown.views import Named, views
from tests.shown.walk import Said

READ = (
    "quarter against year", "month against previous", "year against year", "fiscal against year", "region DACH",
    "segment Mid-market",
    "two regions", "the first quarter", "a reader of one region", "the last theme and department",
)  # fmt: skip


@pytest.fixture(scope="module")
def company(demo_warehouse: Path, demo_store: Path) -> Company:
    settings: Settings = settings_for(demo_warehouse, demo_store).model_copy(update={"least_n": 5})
    return of("demo", settings)


@pytest.fixture(scope="module")
def known(company: Company) -> dict[str, Named]:
    return {view.name: view for view in views(company)}


def test_each_view_has_a_name_of_its_own(company: Company, known: dict[str, Named]) -> None:
    assert len(known) == len(list(views(company)))


@pytest.mark.parametrize("name", READ)
def test_everything_that_a_view_shows_is_so(name: str, known: dict[str, Named]) -> None:
    assert [str(one) for one in wrong(known[name])] == []


def test_what_is_told_of_the_last_board_is_so(known: dict[str, Named], tmp_path: Path) -> None:
    """A board that saw the last months otherwise, a measure defined otherwise, tasks open that are done by now."""
    for name in ("quarter against year", "month against previous", "region DACH", "a reader of one region"):
        view = _since_a_board(known[name], tmp_path)
        facts, found = Facts(view.question), list(shown(view, ("O15",)))
        assert name == "a reader of one region" or any(said.block == "O15.restated" for _, said in found), name
        assert [str(one) for one in wrong(view, ("O15",))] == [], name
        noticed = []
        for feature, said in found:
            if said.block == "O15.restated" and checkable(said):
                for numeral in numerals(said.text, facts.names):
                    off = replace(numeral, value=numeral.value + 7 * 10.0**-numeral.places)
                    noticed.append(not any(fact.explains(off) for fact in facts.of(feature, said)))
        assert not noticed or sum(noticed) / len(noticed) > 0.85


def _since_a_board(view: Named, folder: Path) -> Named:
    """Return a view of a company whose board saw every other row of a month's answers and finance gone."""
    now = view.company.snapshot
    then = now
    for name in ("answers", "case_durations", "finance"):
        (folder / name).mkdir(exist_ok=True)
        then = thinned(then, name, now.manifest.last_month, folder / name)
    measures = now.manifest.measures | {"csat": "0"}
    made = now.manifest.created_at - timedelta(days=30)
    told = then.manifest.model_copy(update={"created_at": made, "measures": measures})
    board = replace(then, id=f"0 {then.id}", manifest=told)
    archive = Archive((now.id, board.id), opened=lambda _: board, pinned=((board.id, "Board of August 2026"),))
    return replace(view, question=replace(view.question, archive=archive))


def test_a_numeral_that_is_off_by_a_unit_is_noticed(known: dict[str, Named]) -> None:
    """Few facts may stand in a string, or the check would let everything pass."""
    noticed, facts = [], Facts(known[READ[0]].question)
    for feature, said in figures_of(known[READ[0]]):
        of_it = facts.of(feature, said)
        for numeral in numerals(said.text, facts.names):
            off = (replace(numeral, value=numeral.value + unit * 10.0**-numeral.places) for unit in (-1, 1, 7))
            noticed += [not any(fact.explains(one) for fact in of_it) for one in off]
    assert len(noticed) > 1_000
    assert sum(noticed) / len(noticed) > 0.85


def test_a_word_that_the_figure_belies_is_noticed(known: dict[str, Named]) -> None:
    facts = Facts(known[READ[0]].question)
    figure = facts.figure("nps")
    assert figure.against is not None
    rose = figure.value > figure.against.value
    said = Said("O1", "tiles[0].detail", "It is up 1.0 point" if rose else "It is down 1.0 point", ("measure:nps",))
    assert list(belied(said, facts)) == []
    turned = replace(said, text="It fell 1.0 point" if rose else "It rose 1.0 point")
    assert list(belied(turned, facts)) == ["fell" if rose else "rose"]
    verdict = replace(said, text="no clear change" if figure.clear else "clear rise")
    assert list(belied(verdict, facts)) == [verdict.text]


def test_a_verdict_that_its_range_belies_is_noticed(known: dict[str, Named], monkeypatch: pytest.MonkeyPatch) -> None:
    """'As usual' lies within the range of the usual change, what is called a change beyond it."""
    facts = Facts(known[READ[0]].question)
    judged = facts.figure("recurring_revenue")
    assert judged.against is not None
    change = (judged.value - judged.against.value) / judged.against.value
    assert change > 0
    ranges = {"within": (change - 0.01, change + 0.01), "below": (change + 0.01, change + 0.02)}

    def noticed(text: str, where: str, word: Word) -> list[str]:
        low, high = ranges[where]
        told = replace(judged, verdict=replace(judged.verdict, word=word, low=low, high=high))
        monkeypatch.setattr(facts, "figure", lambda name, view: told)
        return list(belied(Said("O2", "rows[0].change.pill.word", text, ("measure:recurring_revenue",)), facts))

    assert noticed("as usual", "within", "as_usual") == []
    assert noticed("as usual", "below", "as_usual") == ["as usual"]
    assert noticed("rose less than usual", "below", "unusual") == []
    assert noticed("small change", "below", "small") == []
    assert noticed("small change", "within", "small") == ["small change"]
    assert "rose less than usual" in noticed("rose less than usual", "within", "unusual")


def figures_of(view: Named) -> Iterator[tuple[str, Said]]:
    """Yield what a view shows of figures, and not of the snapshot."""
    return ((feature, said) for feature, said in shown(replace(view, health=False)) if checkable(said))
