"""What needs a decision, as rows: on the Overview in short, on Accountability all of it, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Table, strings
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.accountability.decisions import MOST
from dashboard.features.feature import features
from dashboard.measures import MEASURES
from dashboard.navigation import BY_SLUG, DESTINATIONS
from dashboard.screen.kit import Medium
from dashboard.screen.kit.markup import markup
from dashboard.screen.links import ONLY, OVER_THE_PAGE
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, every_form, everything, withheld
from tests.hostile import HOSTILE
from tests.measures.decisions.test_registers import DEPARTMENTS, THEMES, action, request
from tests.published import SETTINGS, Rows, data, view

ANSWER = {"decision_id": "D", "subject": "request:R0", "decided_on": date(2026, 9, 9), "choice": "Accept",
          "reason": "Cheap", "asked_of": "Ana"}  # fmt: skip


def question(folder: Path, *requests: dict[str, Any], decisions: Rows = (ANSWER,), **changes: Any) -> Question:
    rows: dict[str, Rows] = {
        "tasks": [action()], "change_requests": requests, "themes": THEMES, "departments": DEPARTMENTS,
        "decisions": decisions,
    }  # fmt: skip
    return Question(data(folder, **rows), view(**changes), SETTINGS)


def many(number: int) -> list[dict[str, Any]]:
    return [request(request_id=f"R{place}", title=f"No. {place}") for place in range(number)]


def tables(asked_for: Question, name: str = "O5.all") -> dict[str, Table]:
    return {one.head.name: one for one in features()[name].blocks(asked_for) if isinstance(one, Table)}


def test_all_stand_on_accountability_and_the_first_three_of_them_on_the_overview(tmp_path: Path) -> None:
    asked_for = question(tmp_path, *many(6))
    whole = tables(asked_for)["O5.all"]
    (short,) = features()["O5"].first(3).blocks(asked_for)
    assert isinstance(short, Table)
    assert [len(whole.rows), len(short.rows), short.of, short.head.link] == [6, 3, 6, "decision:all"]
    assert [row[0].text for row in short.rows] == [row[0].text for row in whole.rows[:3]]
    assert whole.order


def test_a_row_says_what_is_asked_by_whom_of_whom_the_options_the_cost_and_since_when(tmp_path: Path) -> None:
    rows = tables(question(tmp_path, request()))["O5.all"].rows
    assert [[cell.text or cell.note for cell in row] for row in rows] == [
        ["Waiting: how to go on with the action overdue in 1 department?",
         "set a new date, give it more hands, or stop it", "the Top Ten programme", "Ana", "1 task", "34 days"],
        ["A call (Sales): accept or decline?", "accept or decline", "the CX lead", "Sales", "not known", "126 days"],
    ]  # fmt: skip
    assert [row[-1].note for row in rows] == ["first due 1 Sep 2026", "raised 1 Jun 2026"]
    assert [row[0].link for row in rows] == ["theme:T1", "decision:request:R4"]


def test_what_was_answered_is_told_with_choice_reason_and_day(tmp_path: Path) -> None:
    shown = tables(question(tmp_path, *many(2)))
    assert [row[0].text for row in shown["O5.all"].rows][1:] == ["No. 1 (Sales): accept or decline?"]
    assert [[cell.text for cell in row] for row in shown["O5.all.decided"].rows] == [
        ["No. 0 (Sales)", "Accept", "Cheap", "Ana", "9 Sep 2026"]
    ]
    assert "O5.all.decided" not in tables(question(tmp_path / "none", decisions=()))


def test_the_same_request_of_two_departments_is_two_questions_that_can_be_told_apart(tmp_path: Path) -> None:
    same = [request(request_id=f"R{place}", department_id=of) for place, of in enumerate(("care", "sales", "gone"))]
    shown = tables(question(tmp_path, *same))
    asked_for = [row[0].text for row in shown["O5.all"].rows if "A call" in row[0].text]
    assert asked_for == ["A call (Sales): accept or decline?", "A call (gone): accept or decline?"]
    assert [row[0].text for row in shown["O5.all.decided"].rows] == ["A call (Care)"]


def test_who_is_asked_and_who_was_are_told_alike_person_and_department(tmp_path: Path) -> None:
    led: Rows = [{"department_id": "care", "name": "Care", "executive": "Ana"}, *DEPARTMENTS[1:]]
    rows: dict[str, Rows] = {
        "tasks": [action()], "change_requests": [*many(1), request(department_id="care"), request(request_id="R5")],
        "themes": THEMES, "departments": led, "decisions": [ANSWER, {**ANSWER, "asked_of": "Bo"}],
    }  # fmt: skip
    shown = tables(Question(data(tmp_path, **rows), view(), SETTINGS))

    def told(name: str) -> list[tuple[str, str]]:
        return [(cell.text, cell.note) for cell in shown[name].column("of")]

    assert told("O5.all") == [("Ana", "Care"), ("Ana", "Care"), ("Sales", "")]
    assert told("O5.all.decided") == [("Ana", "Care"), ("Bo", "")]


def test_a_list_of_many_is_bounded_and_says_so(tmp_path: Path) -> None:
    shown = tables(question(tmp_path, *many(MOST + 20)))["O5.all"]
    assert (len(shown.rows), shown.of) == (MOST, MOST + 20)


def test_what_a_link_names_is_marked_and_what_it_names_in_vain_is_said(tmp_path: Path) -> None:
    asked_for = question(tmp_path, *many(3))

    def with_(subject: str) -> Table:
        return tables(replace(asked_for, parameters=(("decision", subject),)))["O5.all"]

    assert [row[0].strong for row in with_("request:R1").rows] == [False, True, False]
    assert with_("all").head.notes != with_("request:R9").head.notes
    assert "request:R9" in with_("request:R9").head.notes[0]
    assert with_("request:R0").head.notes == with_("all").head.notes  # it was decided


def test_where_a_source_is_missing_it_is_never_said_that_nothing_waits(demo: Snapshot, settings: Settings) -> None:
    for name in ("tasks", "change_requests", "themes", "objectives", "rally_cries"):
        (block, *_) = features()["O5"].blocks(asked(withheld(demo, name), settings))
        assert any(name.replace("_", " ") in note for note in block.head.notes), name
        assert "Nothing waits for a decision." not in list(strings(block))


def test_what_is_chosen_changes_nothing_of_what_waits(demo: Snapshot, settings: Settings) -> None:
    whole = asked(demo, settings)
    north = replace(whole, view=replace(whole.view, regions=("NA",), period=whole.view.against or whole.view.period))
    assert tables(whole)["O5.all"].rows == tables(north)["O5.all"].rows
    assert tables(north)["O5.all"].head.subtitle == "whole company"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    answer = {**ANSWER, "choice": text, "reason": text, "asked_of": text}
    asked_for = question(tmp_path, request(title=text), *many(1), decisions=(answer,))
    medium = Medium(asked_for.manifest, SETTINGS, "light")
    for table in tables(asked_for).values():
        assert "<script>" not in markup(table, medium)
        assert "<b>Sons" not in markup(table, medium)


def opens(data_: Data, link: str) -> bool:
    """Whether the router follows a link: to a page, over the page, or to a filter."""
    kind, _, name = link.partition(":")
    if kind == "measure":
        known, _, region = name.partition("/")
        return known in MEASURES and (not region or region in data_.regions)
    if kind in DESTINATIONS:
        target = DESTINATIONS[kind]
        return bool(name) and target.anchor in features() and target.parameter in BY_SLUG[target.page].parameters
    if kind == ONLY:
        return name in features()
    return kind in (*OVER_THE_PAGE, "region", "segment") and bool(name)


@pytest.mark.parametrize("declared", features().values(), ids=lambda one: str(one.id))
def test_every_link_of_every_feature_leads_somewhere(declared: Any, demo: Snapshot, settings: Settings) -> None:
    asked_for = asked(demo, settings)
    for blocks in every_form(declared, asked_for):
        shown = everything(blocks)
        links = {block.head.link for block in shown}
        links |= {cell.link for block in shown if isinstance(block, Table) for row in block.rows for cell in row}
        assert [link for link in links if link and not opens(asked_for.data, link)] == []
