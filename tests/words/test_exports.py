"""What stands around a block that stands alone, and what its file is called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.blocks import Cell, Column, Head, Row, Table, tells
from dashboard.data.question import Question
from dashboard.words.exports import alone, file_name, headline, name_of_file
from tests.published import SETTINGS, data, view


def test_a_file_says_what_it_is() -> None:
    name = file_name("Acme", ("NPS rose 4.7 points to 31.8", "Q3 2026", "EMEA"))
    assert name == "Acme_NPS_rose_4_7_points_to_31_8_Q3_2026_EMEA"


@given(some.text(max_size=300), some.lists(some.text(max_size=300), max_size=4))
def test_a_file_s_name_is_one_on_every_system(company: str, parts: list[str]) -> None:
    name = file_name(company, parts)
    assert len(name) <= 130
    assert not set(name) & set('/\\:*?"<>|\n\r\t\0')
    assert not name.startswith(".")


@pytest.mark.parametrize("parts", [(), ("",), ("…",)])
def test_a_file_has_a_name_whatever_it_is_called_by(parts: tuple[str, ...]) -> None:
    assert file_name("…", parts)


def test_what_a_block_says_that_it_shows_goes_before_its_label_and_its_parts() -> None:
    titled = Table(Head(name="X.1", title="NPS rose 4 points"), (), ())
    labelled = Head(name="X", title="Operations", finding=False, told=tells("Handle time fell 2 min"))
    assert headline(Table(labelled, (), ()), "A feature") == "Handle time fell 2 min"
    assert headline(Row(labelled, (titled,)), "A feature") == "Handle time fell 2 min"
    assert headline(Row(Head(name="X"), (titled,)), "A feature") == "NPS rose 4 points"
    assert headline(Table(replace(labelled, instead="Too few."), (), ()), "A feature") == "Operations"


@pytest.mark.parametrize(
    ("title", "of", "told"),
    [
        ("Needs a decision", None, "Needs a decision: 2, costliest first"),
        ("Needs a decision", 24, "Needs a decision: 2 of 24, costliest first"),
        ("Delights: what adds points", 2, "Delights: what adds points; 2, costliest first"),
    ],
)
def test_a_list_is_titled_by_how_many_it_holds_and_in_which_order(title: str, of: int | None, told: str) -> None:
    rows = ((Cell("a"),), (Cell("b"),))
    head, columns = Head(name="X", title=title, finding=False), (Column("what", "What"),)
    table = Table(head, columns, rows, order="costliest first", of=of)
    assert headline(table, "A feature") == told


def test_what_is_not_of_the_view_says_nothing_of_its_places_and_its_period(tmp_path: Path) -> None:
    question = Question(data(tmp_path, pilots=[]), view(regions=("EMEA",)), SETTINGS)
    of_view, own = Head(name="X", subtitle="by month"), Head(name="X", subtitle="by month", of_view=False)
    assert alone(of_view, question, "A").subtitle == "EMEA · Q3 2026 against Q3 2025 · by month"
    assert alone(own, question, "A").subtitle == "whole company · by month"
    said = replace(own, subtitle="whole company · as of 5 Oct 2026")
    assert alone(said, question, "A").subtitle == said.subtitle
    assert [name_of_file(head, question, "A") for head in (of_view, own)] == ["Test_A_Q3_2026_EMEA", "Test_A"]
