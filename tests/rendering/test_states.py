"""How a block stands is said by the kit alone, and each figure for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.blocks import Cell, Column, Head, Sentence, Sentences, Table, Tile, Tiles
from dashboard.data.standing import Ground, Standing
from dashboard.rendering.states import mark_of, state_of
from dashboard.screen.kit import Medium, samples
from dashboard.screen.kit.markup import markup
from dashboard.screen.kit.samples.manifest import (
    CARRIED,
    ELSEWHERE,
    LAST,
    PUBLISHED,
    TOUCHED,
    UNCONNECTED,
    WITHHELD,
)  # fmt: skip

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")
NEWEST = (LAST - 2, LAST)
JULY_2024 = (2024 * 12 + 6, 2024 * 12 + 6)


def head(standing: Standing | None, **changes: object) -> Head:
    return Head(name="T1", title="A finding", standing=standing, **changes)  # type: ignore[arg-type]


def test_what_is_published_has_its_source_and_the_state_of_its_checks() -> None:
    state = state_of(head(PUBLISHED), MEDIUM)
    assert (state.kind, state.marks, state.touched) == ("", (), False)
    assert state.source == "Source: survey responses · read 5 Oct 2026"
    assert state.status == "checks passed"


def test_what_is_withheld_says_why_and_shows_nothing() -> None:
    state = state_of(head(WITHHELD), MEDIUM)
    assert (state.kind, state.said) == ("withheld", "pilots: 40 rows have no unit; none of them can be told apart.")
    drawn = markup(Sentences(head(WITHHELD), ()), MEDIUM)
    assert "withheld" in drawn
    assert "40 rows have no unit" in drawn


def test_what_is_not_connected_is_no_fault() -> None:
    assert state_of(head(UNCONNECTED), MEDIUM).kind == "not_connected"
    assert "mark" not in markup(Sentences(head(UNCONNECTED), ()), MEDIUM)


def test_what_is_carried_over_is_drawn_and_marked() -> None:
    state = state_of(head(CARRIED), MEDIUM)
    assert state.kind == ""
    assert state.marks == ("As of 26 Sep 2026, because: finance: the ledger of September is 3 % short.",)


def test_where_there_is_too_little_that_is_said_in_its_place() -> None:
    state = state_of(head(PUBLISHED, instead="Too few answers."), MEDIUM)
    assert (state.kind, state.said, state.status) == ("instead", "Too few answers.", "checks passed")


@pytest.mark.parametrize(
    ("standing", "months", "status", "touched"),
    [
        (TOUCHED, NEWEST, "1 check failed", True),
        (ELSEWHERE, NEWEST, "1 check failed elsewhere", False),
        (ELSEWHERE, JULY_2024, "1 check failed", True),
        (ELSEWHERE, None, "1 check failed", True),
    ],
)
def test_a_failed_check_touches_what_stands_on_its_data_and_months(
    standing: Standing, months: tuple[int, int] | None, status: str, touched: bool
) -> None:
    state = state_of(head(standing, months=months), MEDIUM)
    assert (state.status, state.touched) == (status, touched)
    assert mark_of(Cell("1", standing=standing), months, MEDIUM)[0] == ("1 check failed" if touched else "")


def test_checks_here_and_elsewhere_are_told_apart() -> None:
    both = replace(TOUCHED, datasets=("cases", "journeys"))
    assert state_of(head(both, months=NEWEST), MEDIUM).status == "1 check failed, 1 elsewhere"


def test_what_a_figure_is_compared_with_or_named_by_marks_it_too() -> None:
    """A check of the months compared with touches it; one of the months between does not."""
    ground = Ground(("journeys",), JULY_2024)
    for part in (Tile(label="x", value="1", also=(ground,)), Cell("1", also=(ground,)), Sentence("1", also=(ground,))):
        assert mark_of(part, NEWEST, MEDIUM) == ("1 check failed", "journeys: July 2024 is short.")
    elsewhere = Cell("1", standing=ELSEWHERE, also=(Ground(("journeys",), NEWEST),))
    assert mark_of(elsewhere, NEWEST, MEDIUM) == ("", "")
    assert state_of(Head(name="x", also=(ground,)), MEDIUM).touched
    assert "1 check failed" in markup(Sentences(Head(name="x"), (Sentence("It rose.", also=(ground,)),)), MEDIUM)
    assert "1 check failed" in markup(Tiles(Head(name="x", also=(ground,)), (Tile(label="x", value="1"),)), MEDIUM)


def test_each_tile_stands_for_itself() -> None:
    tiles = tuple(
        Tile(label=name, value=f"{at}1.5", standing=standing, detail=f"{at}1.5 of all")
        for at, (name, standing) in enumerate({"good": PUBLISHED, "gone": WITHHELD, "old": CARRIED}.items(), 1)
    )
    for style in ("grid", "lead", "plain"):
        drawn = markup(Tiles(Head(name="T1"), tiles, style), MEDIUM)
        assert "11.5" in drawn
        assert "21.5" not in drawn, "what is withheld has no number, not in a tooltip either"
        assert "40 rows have no unit" in drawn
        assert "31.5" in drawn
        assert "as of 26 Sep" in drawn


def test_each_row_stands_for_itself() -> None:
    rows = tuple(
        (Cell(name, standing=standing), Cell("12.5", value=12.5))
        for name, standing in {"gone": WITHHELD, "old": CARRIED, "touched": TOUCHED}.items()
    )
    drawn = markup(Table(Head(name="T1"), (Column("a", "A"), Column("b", "B", "number")), rows), MEDIUM)
    assert drawn.count("12.5") == 2
    assert all(said in drawn for said in ("withheld", "40 rows have no unit", "as of 26 Sep", "1 check failed"))
