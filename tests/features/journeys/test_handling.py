"""Handle time beside resolution and satisfaction: what was planted is found, and nothing is drawn alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.blocks import Chart, Row, Sentences, Table
from dashboard.data.labels import DEPARTMENT, read_from
from dashboard.data.question import Question
from dashboard.features.journeys.handling import handle_time
from dashboard.measures.journeys.handling import handling
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, everything, not_connected, view_of, withheld
from tests.published import FIRST, LAST, Rows, data, view

CALM = Settings(as_of=None)


def months(*, since: int, minutes: float, solved: float, region: str = "North", **others: Any) -> list[dict[str, Any]]:
    """Return cases of every month: so long, and so many solved, from a month on; a little to and fro before and after.

    Until then they take 20 minutes, and 70 of 100 are solved.
    """
    rows, chance, n = [], np.random.default_rng(5), 1000
    for month in range(FIRST, LAST + 1):
        changed, sway = month >= since, float(chance.normal(0, 0.02))
        rows.append({
            "month": month, "region": region, "n": n, "handled": n, "contact_known": n,
            "handle_minutes": n * (minutes if changed else 20.0) * (1 + sway),
            "contact_resolved": round(n * ((solved if changed else 0.70) + sway / 10)), **others,
        })  # fmt: skip
    return rows


def shown(folder: Path, **datasets: Rows) -> tuple[Any, ...]:
    return handle_time.blocks(Question(data(folder, **datasets), view(), CALM))


def charts(blocks: tuple[Any, ...]) -> list[Chart]:
    return [block for block in everything(blocks) if isinstance(block, Chart)]


def test_before_it_was_planted_nothing_parts(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings, view=view_of(demo, month=demo.manifest.last_month - 8))
    found = handling(question.data, question.view, settings)
    assert found.looked_at
    assert found.parted == ()
    head, *_ = handle_time.blocks(question)
    assert isinstance(head, Sentences)
    assert "Nowhere did one improve while another worsened" in str(head.sentences[0])


def test_it_is_said_where_one_improves_and_another_worsens(tmp_path: Path) -> None:
    """In the region alone in which both moved: there, and where the whole is clear of it as well."""
    rows = [*months(since=LAST - 2, minutes=15, solved=0.55), *months(since=LAST + 1, minutes=0, solved=0, region="S")]
    found = handling(data(tmp_path / "both", cases=rows), view(), CALM)
    assert [(one.where, one.place) for one in found.parted] == [("whole", ""), ("region", "North")]
    head, *_ = shown(tmp_path / "shown", cases=rows)
    assert isinstance(head, Sentences)
    assert head.head.title.startswith("Handle time fell 1")
    assert " while first-contact resolution fell " in head.head.title
    assert "Nobody claims here that the one moved the other." in head.head.notes
    assert str(head.sentences[1]).startswith("North: handle time fell 2")
    assert head.sentences[1].link == "region:North"


@pytest.mark.parametrize(("minutes", "solved"), [(15, 0.85), (25, 0.55), (20, 0.55), (15, 0.70)])
def test_what_moves_one_way_or_alone_is_no_warning(tmp_path: Path, minutes: float, solved: float) -> None:
    """Shorter and better; longer and worse; and one alone."""
    rows = months(since=LAST - 2, minutes=minutes, solved=solved)
    assert handling(data(tmp_path, cases=rows), view(), CALM).parted == ()


def test_longer_while_more_is_solved_is_said_too(tmp_path: Path) -> None:
    rows = months(since=LAST - 2, minutes=25, solved=0.85)
    (one,) = handling(data(tmp_path, cases=rows), view(), CALM).parted
    assert [figure.measure for figure in (*one.better, *one.worse)] == ["first_contact_resolution", "handle_minutes"]


def test_handle_time_is_never_drawn_alone(tmp_path: Path) -> None:
    """In the places of what is not known stands what to connect."""
    rows = [row | {"contact_known": 0, "contact_resolved": 0} for row in months(since=LAST, minutes=20, solved=0.7)]
    drawn = charts(shown(tmp_path, cases=rows))
    assert [chart.head.name for chart in drawn] == ["J5.handle_minutes", "J5.first_contact_resolution", "J5.case_csat"]
    assert [chart.head.shown for chart in drawn] == [True, False, False]
    assert "connect first_contact_resolved of support_cases" in drawn[1].head.instead
    assert "connect csat of support_cases" in drawn[2].head.instead


def test_where_handle_time_is_not_known_it_is_said(tmp_path: Path) -> None:
    rows = [row | {"handled": 0, "handle_minutes": 0.0} for row in months(since=LAST, minutes=20, solved=0.7)]
    first, *_ = charts(shown(tmp_path, cases=rows))
    assert "connect handle_minutes of support_cases" in first.head.instead


def test_where_nothing_of_it_is_known_nothing_is_drawn(tmp_path: Path) -> None:
    assert shown(tmp_path, cases=[{"month": LAST, "n": 50}]) == ()


def test_where_nothing_came_before_nothing_is_compared(tmp_path: Path) -> None:
    rows = months(since=LAST, minutes=20, solved=0.7)
    question = Question(data(tmp_path, cases=rows), view(against=None), CALM)
    head, *_ = handle_time.blocks(question)
    assert isinstance(head, Sentences)
    assert str(head.sentences[0]) == "Nothing to compare with: the data do not reach back so far."


def test_what_customers_give_cases_is_withheld_by_itself(demo: Snapshot, settings: Settings) -> None:
    blocks = handle_time.blocks(asked(withheld(demo, "case_scores"), settings))
    assert {chart.head.name for chart in charts(blocks) if chart.head.shown} == {
        "J5.handle_minutes", "J5.first_contact_resolution",
    }  # fmt: skip


def test_departments_stand_beside_all_cases(demo: Snapshot, settings: Settings) -> None:
    *_, table = handle_time.blocks(asked(demo, settings))
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == [
        "Handle time", "First-contact resolution", "CSAT of cases", "Time to resolve, median", "Time to resolve, mean",
    ]  # fmt: skip
    without = handle_time.blocks(asked(not_connected(demo, *read_from(DEPARTMENT)), settings))
    assert isinstance(without[-1], Row)
