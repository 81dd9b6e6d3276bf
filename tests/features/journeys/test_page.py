"""The page of journeys: what it says of each shape in which a company tells of its journeys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Block, Chart, Choice, Row, Table
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.settings import Settings
from tests.published import data as published
from tests.published import view
from tests.shown.walk import told

MONTH = 2026 * 12 + 8
HERE = {"region": "North", "segment": "Small"}
Rows = list[dict[str, Any]]


def lived(journey: str, stage: str, due: int, kept: int) -> dict[str, Any]:
    return {
        "month": MONTH, **HERE, "journey": journey, "stage": stage, "entered": due, "due": due, "on_time": kept,
        "completed": due, "abandoned": 0,
    }  # fmt: skip


def whole(journey: str, due: int, kept: int) -> dict[str, Any]:
    return {"month": MONTH, **HERE, "journey": journey, "due": due, "on_time": kept}


def drawn(journey: str, stage: str, position: int, owner: str | None, last: bool = False) -> dict[str, Any]:
    return {"journey": journey, "stage": stage, "position": position, "department_id": owner, "is_last": last}


def answered(stage: str, good: int, bad: int, journey: str | None = "order") -> Rows:
    return [
        {"month": MONTH, **HERE, "metric": "csat", "journey": journey, "stage": stage, "score": score, "n": n,
         "weight": float(n), "weight_squared": float(n)}
        for score, n in ((5, good), (2, bad))
    ]  # fmt: skip


def ask(folder: Path, feature: str, parameters: Mapping[str, str] | None = None, **tables: Rows) -> list[Block]:
    folder.mkdir(exist_ok=True)
    data: Data = published(folder, **tables)
    question = Question(data, view(), Settings(), tuple((parameters or {}).items()))
    blocks: list[Block] = []
    for block in features()[feature].blocks(question):
        blocks += block.blocks if isinstance(block, Row) else (block,)
    return blocks


def named(blocks: list[Block], name: str) -> Any:
    return next(block for block in blocks if block.head.name == name)


STAGES = [
    drawn("order", "pay", 1, "sales"),
    drawn("order", "ship", 2, None),
    drawn("order", "arrive", 3, "logistics", True),
]


def test_green_stages_and_a_red_journey_are_said_in_one_sentence(tmp_path: Path) -> None:
    blocks = ask(
        tmp_path, "J3", journey_stages=STAGES, journeys=[whole("order", 200, 120)],
        stage_steps=[lived("order", "pay", 200, 196), lived("order", "ship", 200, 192)],
    )  # fmt: skip
    title = named(blocks, "J3.kept").head.title
    assert (
        title == "order: each stage with a promise keeps it in at least 96.0\u202f%, the whole journey in 60.0\u202f%"
    )


def test_a_whole_that_keeps_its_word_as_its_stages_do_is_no_news(tmp_path: Path) -> None:
    blocks = ask(
        tmp_path, "J3", journey_stages=STAGES, journeys=[whole("order", 200, 190)],
        stage_steps=[lived("order", "pay", 200, 196), lived("order", "ship", 200, 192)],
    )  # fmt: skip
    assert "about as often as its stages" in named(blocks, "J3.kept").head.title


def test_a_map_with_answers_alone_knows_no_owner_and_no_money(tmp_path: Path) -> None:
    blocks = ask(tmp_path, "J1", stage_answers=[*answered("pay", 90, 10), *answered("ship", 40, 60)])
    chart, table = named(blocks, "J1.map"), named(blocks, "J1.stages")
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert chart.head.title == "order: lowest at ship (40.0\u202f%), highest at pay (90.0\u202f%)"
    assert chart.head.shown
    assert [column.name for column in table.columns] == ["stage", "score"]
    assert table.order == "by name"


def test_where_nobody_keeps_who_owns_what_nothing_is_said_of_owners(tmp_path: Path) -> None:
    stages = [drawn("order", "pay", 1, None), drawn("order", "ship", 2, None, True)]
    mapped = [session("sales", True)]
    blocks = ask(
        tmp_path, "J1", journey_stages=stages, lob_sessions=mapped, stage_answers=answered("pay", 90, 10)
    )  # fmt: skip
    for head in (block.head for block in blocks):
        assert not re.search(r"owner|nobody", " ".join((head.title, head.subtitle, *head.notes)))
    assert "owner" not in [column.name for column in named(blocks, "J1.stages").columns]


def session(department: str, came: bool | None) -> dict[str, Any]:
    return {"held_on": date(2026, 9, 3), "department_id": department, "attended": came, "kind": "journey_mapping",
            "journey": "order"}  # fmt: skip


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        ([session("sales", True), session("logistics", True)], "; all of the owners took part."),
        ([session("sales", True), session("logistics", False)], "; of the owners, logistics took no part."),
        ([session("sales", True)], "; whether logistics took part is not recorded."),
        ([session("sales", False), session("logistics", None)],
         "; of the owners, sales took no part; whether logistics took part is not recorded."),
    ],
)  # fmt: skip
def test_an_owner_was_absent_where_that_is_recorded(tmp_path: Path, sessions: Rows, said: str) -> None:
    blocks = ask(
        tmp_path, "J1", journey_stages=STAGES, lob_sessions=sessions, stage_answers=answered("pay", 90, 10)
    )  # fmt: skip
    (note,) = (one for one in named(blocks, "J1.map").head.notes if one.startswith("Last mapped"))
    assert note.endswith(said)


def test_a_part_whose_stages_have_no_target_is_told_so(tmp_path: Path) -> None:
    target = {"metric": "csat", "region": None, "segment": None, "journey_stage": "pay", "month": date(2026, 9, 1),
              "target": 0.85, "span": None}  # fmt: skip
    folder = tmp_path / "part"
    folder.mkdir()
    scores = [*answered("pay", 90, 10), *answered("ship", 9, 1)]
    data = published(folder, journey_stages=STAGES, targets=[target], stage_answers=scores)
    question = Question(data, replace(view(), regions=("North",)), Settings())
    blocks = list(features()["J1"].blocks(question))
    assert "No target is set for North." in named(blocks, "J1.map").head.notes
    assert "gap" not in [column.name for column in named(blocks, "J1.stages").columns]


def test_a_map_that_is_drawn_and_of_which_nothing_is_said_lists_its_stages(tmp_path: Path) -> None:
    blocks = ask(tmp_path, "J1", journey_stages=STAGES)
    assert [block.head.name for block in blocks] == ["J1.stages"]
    assert [cell.text for cell in named(blocks, "J1.stages").column("stage")] == ["pay", "ship", "arrive"]


def test_stages_below_their_target_are_named_and_who_owns_none(tmp_path: Path) -> None:
    targets = [
        {"metric": "csat", "region": None, "segment": None, "journey_stage": stage,
         "month": date(2026, 9, 1), "target": 0.85, "span": None}
        for stage in ("pay", "ship")
    ]  # fmt: skip
    blocks = ask(
        tmp_path, "J1", journey_stages=STAGES, targets=targets,
        stage_answers=[*answered("pay", 90, 10), *answered("ship", 40, 60), *answered("arrive", 3, 1)],
    )  # fmt: skip
    head = named(blocks, "J1.map").head
    assert head.title == "order: one of the two stages with a target is below it: ship by 45.0 points; nobody owns ship"
    assert any("arrive" in note and "not drawn" in note for note in head.notes)
    gaps = [cell.text for cell in named(blocks, "J1.stages").column("gap")]
    assert gaps[2] == "no target set"


def test_an_address_that_names_no_journey_is_said(tmp_path: Path) -> None:
    two = [*STAGES, drawn("repair", "call", 1, "support", True)]
    choice = named(ask(tmp_path, "J1", {"journey": "<b>none</b>"}, journey_stages=two), "J1.choice")
    assert isinstance(choice, Choice)
    assert choice.asked.startswith("There is no journey “<b>none</b>” here")
    chosen = ask(tmp_path / "chosen", "J1", {"journey": "repair"}, journey_stages=two)
    assert [cell.text for cell in named(chosen, "J1.stages").column("stage")] == ["call"]


def test_open_journeys_alone_have_no_half_and_no_zero(tmp_path: Path) -> None:
    begun = [
        {"month": MONTH, **HERE, "journey": "order", "bucket": 30, "n": 80, "completed": 0, "abandoned": 0,
         "open_at_end": 80, "left_out": 0}
    ]  # fmt: skip
    blocks = ask(tmp_path, "J2", journeys=[whole("order", 0, 0)], journey_lengths=begun, journey_stages=STAGES)
    table = named(blocks, "J2.all")
    (half,) = table.column("half")
    assert (half.text, half.note) == ("–", "not half so far")
    assert not [said.text for said in told(blocks) if "nan" in said.text.lower()]


def test_forty_stages_and_one_are_drawn(tmp_path: Path) -> None:
    forty = [drawn("long", f"stage {at:02}", at, "sales", at == 40) for at in range(1, 41)]
    scores = [row for one in forty for row in answered(one["stage"], 70, 30, "long")]
    chart = named(ask(tmp_path, "J1", journey_stages=forty, stage_answers=scores), "J1.map")
    assert chart.data.num_rows == 40
    assert chart.head.title == "long: no stage can be told from the others by its score"


@pytest.mark.parametrize("name", ["J1", "J2", "J3", "J4", "J7"])
def test_nothing_is_drawn_of_what_is_not_connected(tmp_path: Path, name: str) -> None:
    assert ask(tmp_path, name) == []


def test_hand_offs_of_two_departments_are_a_list_and_no_matrix(tmp_path: Path) -> None:
    handed = {
        "month": MONTH, **HERE, "from_department": "support", "to_department": "product", "handed": 120, "taken": 100,
        "abandoned": 4, "timed": 100, "wait_hours": 850.0,
    }  # fmt: skip
    (table,) = ask(tmp_path, "J4", hand_offs=[handed], departments=[])
    assert isinstance(table, Table)
    # nothing to compare with, so no verdict
    assert table.head.title == "Hand-offs from support to product wait longest, 8.5\u202fh on average"
    assert [cell.note for cell in table.column("lost")] == ["24 of 120"]


def test_too_few_answers_on_any_stage_are_said_in_place_of_a_picture(tmp_path: Path) -> None:
    def term(one: str, other: str, n: int) -> dict[str, Any]:
        return {"month": MONTH, **HERE, "metric": "nps", "term_a": one, "term_b": other, "n": n, "weight": float(n),
                "weight_squared": float(n), "y": 1.0, "y_squared": float(n)}  # fmt: skip

    (chart,) = ask(tmp_path, "J7", stage_moments=[term("", "", 20), term("order/pay", "order/pay", 20)])
    assert "too few of any single one" in chart.head.instead


def test_a_question_of_another_period_is_another_answer(tmp_path: Path) -> None:
    data = published(tmp_path, journeys=[whole("order", 200, 120)], stage_steps=[lived("order", "pay", 200, 196)])
    asked = Question(data, view(), Settings())
    earlier = replace(asked, view=replace(asked.view, regions=("South",)))
    assert features()["J3"].blocks(asked)
    assert features()["J3"].blocks(earlier) == ()
