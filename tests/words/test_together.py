"""Several measures in one sentence: by the verdict of each, and nothing that they do not bear out."""

from __future__ import annotations

from dataclasses import replace

from dashboard.measures.changes.composition import Composition
from dashboard.measures.figure import Figure
from dashboard.measures.verdicts.verdict import Verdict, Word
from dashboard.words import side_by_side, together
from dashboard.words.language import THIN
from tests.published import SETTINGS, view
from tests.words.examples import figure

SMALL = Composition("segment", "shifted", ("Small business",), 0.46, 0.17, 33.0, 30.2, 0.9, 4.7)


def quiet(word: Word = "no_clear_change") -> Figure:
    return figure(verdict=Verdict(word))


def told(moved: list[tuple[Figure, Composition | None]], *others: Figure) -> str:
    return together.told(moved, others, view(), SETTINGS).replace(THIN, " ")


def test_what_changed_clearly_is_named_and_that_the_others_did_not() -> None:
    said = told([(figure(), None)], quiet(), quiet("too_little"))
    assert said == "Net promoter score rose 3.8 points; no other that is judged changed clearly"
    assert told([(figure(), None)], quiet("too_little")) == "Net promoter score rose 3.8 points"


def test_of_many_changes_three_are_named() -> None:
    said = told([(figure(), None)] * 5, quiet())
    assert said.count("rose 3.8 points") == 3
    assert said.endswith("; others changed clearly, too")


def test_where_others_were_counted_than_before_it_is_said_what_the_common_parts_did() -> None:
    said = told([(figure(), SMALL)], quiet())
    assert said.startswith("Net promoter score rose 3.8 points (rose as well with the same weights for its segments)")


def test_where_nothing_changed_that_is_said() -> None:
    assert told([], quiet(), quiet("as_usual")).startswith("Nothing beyond noise among these, against ")
    assert told([], quiet(), quiet("small")).startswith("No clear change among these, against ")


def test_what_cannot_be_judged_is_not_called_quiet() -> None:
    assert told([], quiet("too_little"), quiet("not_judged")).startswith("No measure can be judged against ")
    alone = replace(view(), against=None)
    said = together.told([], [quiet("no_comparison")] * 2, alone, SETTINGS)
    assert said == "Nothing to compare with: the data do not reach back so far"


def test_a_measure_alone_tells_itself() -> None:
    assert told([(figure(), None)]) == ""


def test_side_by_side_the_places_are_named_where_something_changed() -> None:
    rows = [(figure(), quiet()), (quiet("too_little"), quiet())]
    said = side_by_side.told(["NA", "EMEA"], rows, SETTINGS)
    assert said == "Net promoter score rose in NA"
    assert side_by_side.told(["NA"], [(figure(),)] * 3, SETTINGS).endswith("; more changes are marked")
    assert side_by_side.told(["NA"], [(quiet(),)], SETTINGS) == side_by_side.NO_CLEAR_CHANGE_HERE
    assert side_by_side.told(["NA"], [(quiet("too_little"),)], SETTINGS) == side_by_side.NOT_JUDGED
