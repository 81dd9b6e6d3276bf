"""Channels and hands: beside plain SQL, with channels alone, and without partners."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Row, Table
from dashboard.data.labels import BEGUN_BY, CHANNEL, HANDS, PARTNER
from dashboard.data.question import Question
from dashboard.features.journeys.channels import by_channel, in_whose_hands
from dashboard.measures.journeys.channels import volumes
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, everything, not_connected, withheld
from tests.features.customers.test_bucket import first_day
from tests.published import LAST, Rows, data, view

CALM = Settings(as_of=None)
LABEL = {
    CHANNEL: "channel", HANDS: "case when handled_by is null then 'own' else 'partner' end", PARTNER: "handled_by",
    BEGUN_BY: "case when proactive then 'company' when not proactive then 'customer' end",
}  # fmt: skip


@pytest.mark.parametrize("dimension", LABEL)
def test_as_many_cases_bear_a_label_as_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, dimension: str
) -> None:
    question = asked(demo, settings)
    period = question.view.period
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        rows = raw.execute(
            f"select {LABEL[dimension]} as label, count(*) from support_cases "
            "where opened_at >= $first and opened_at < $end group by 1 having label is not null",
            {"first": first_day(period.first), "end": first_day(period.last + 1)},
        ).fetchall()
    assert dict(volumes(question.data, dimension, question.view)) == dict(rows)


def test_each_channel_stands_with_its_cases_and_what_became_of_them(demo: Snapshot, settings: Settings) -> None:
    (table,) = by_channel.blocks(asked(demo, settings))
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == [
        "Cases opened", "Time to first response, median", "First-contact resolution", "CSAT of cases",
        "Cases abandoned", "Cases escalated",
    ]  # fmt: skip
    assert [column.label for column in table.columns[2:]] == ["chat", "email", "on site", "phone", "web"]
    assert table.head.title.startswith("The first contact solves most by “")


def labelled(dimension: str, label: str, **sums: Any) -> dict[str, Any]:
    return {"month": LAST, "dimension": dimension, "label": label, **sums}


def drawn(folder: Path, rows: Rows) -> tuple[Any, ...]:
    question = Question(data(folder, cases_by_label=rows, cases=[{"month": LAST, "n": 400}]), view(), CALM)
    return (*by_channel.blocks(question), *in_whose_hands.blocks(question))


def test_channels_alone_are_worth_telling(tmp_path: Path) -> None:
    (table,) = drawn(tmp_path, [labelled("channel", "phone", n=300), labelled("channel", "web", n=100)])
    assert isinstance(table, Table)
    assert table.head.title == "75.0\u202f% of the cases come by “phone”"
    assert [column.label for column in table.columns] == ["Measure", "All cases", "phone", "web"]
    (row,) = table.rows
    assert [(cell.text, cell.note) for cell in row[1:]] == [("400", ""), ("300", "75.0\u202f%"), ("100", "25.0\u202f%")]


def test_without_channels_and_partners_nothing_is_drawn(demo: Snapshot, settings: Settings, tmp_path: Path) -> None:
    assert drawn(tmp_path, [labelled("department_id", "support", n=300)]) == ()
    without = asked(not_connected(demo, "cases_by_label"), settings)
    assert (by_channel.blocks(without), in_whose_hands.blocks(without)) == ((), ())


def of_hands(label: str, resolved: int, n: int = 1000) -> dict[str, Any]:
    return labelled("hands", label, n=n, contact_known=n, contact_resolved=resolved)


@pytest.mark.parametrize(("partner", "said"), [
    (600, "Partners solve less at the first contact than own staff: 60.0\u202f% against 72.0\u202f%, 12.0 points "
          "apart"),
    (800, "Partners solve more at the first contact than own staff: 80.0\u202f% against 72.0\u202f%, 8.0 points "
          "apart"),
    (718, "No difference at the first contact can be told between partners and own staff: 71.8\u202f% against "
          "72.0\u202f%"),
])  # fmt: skip
def test_partners_stand_beside_own_staff_with_what_can_be_told_apart(tmp_path: Path, partner: int, said: str) -> None:
    (table,) = drawn(tmp_path, [of_hands("own", 720), of_hands("partner", partner)])
    assert isinstance(table, Table)
    assert table.head.title == said
    assert "no cause is claimed" in table.head.notes[-1]
    assert [column.label for column in table.columns[1:]] == ["Own staff", "Partners"]


def test_of_few_cases_in_partners_hands_nothing_is_told_apart(tmp_path: Path) -> None:
    (table,) = drawn(tmp_path, [of_hands("own", 720), of_hands("partner", 4, n=5)])
    assert table.head.title == "Own staff and partners"
    assert table.rows[1][2].muted


def test_partners_are_told_one_by_one_and_proactive_cases_beside_others(demo: Snapshot, settings: Settings) -> None:
    blocks = in_whose_hands.blocks(asked(demo, settings))
    both, partners = blocks
    assert isinstance(both, Row)
    assert [block.head.name for block in everything(blocks)] == [
        "J6.hands.both", "J6.hands", "J6.hands.begun", "J6.hands.partners",
    ]  # fmt: skip
    assert both.blocks[1].head.title.endswith("of the cases were begun by the company")
    assert isinstance(partners, Table)
    assert {column.label for column in partners.columns[1:]} == {"Kairos & Söhne", "Teleon", "北斗サポート"}


def test_where_all_cases_are_withheld_channels_are_told_among_themselves(demo: Snapshot, settings: Settings) -> None:
    (table,) = by_channel.blocks(asked(withheld(demo, "cases"), settings))
    assert isinstance(table, Table)
    every, *channels = table.rows[0][1:]
    assert every.text == "–"
    assert all(cell.note.endswith("\u202f%") for cell in channels)
