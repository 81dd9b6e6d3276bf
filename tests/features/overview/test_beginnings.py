"""Where there is little: a lone month, none yet, few tables; each thing is said once, and nothing is drawn twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.addresses.offered import offered
from dashboard.blocks import Block, Chart, Note, Tiles, strings, within
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.overview.beginnings import LINK, first_figures, nothing_here
from dashboard.settings import Milestone, Settings
from dashboard.snapshots.manifest import ContractTable, TableEntry
from dashboard.words.formats import Formats
from dashboard.words.overview import beginnings as words
from tests.published import LAST, SETTINGS, answers, snapshot
from tests.stores import manifest

EN = Formats()


def opened(folder: Path, months: int, settings: Settings = SETTINGS) -> Question:
    """Return the question with which a company of so many months of answers opens."""
    rows = [row for back in range(months) for row in answers({9: 60, 3: 40}, month=LAST - back)]
    data = Data(snapshot(folder, {"answers": rows}, answers={"held": (LAST - months + 1, LAST)}))
    return Question(data, offered(data, settings).opening_view(), settings)


def shown(question: Question, name: str) -> list[Block]:
    return [one for block in features()[name].blocks(question) for one in within(block)]


def test_a_lone_month_is_a_point_of_one_chart(tmp_path: Path) -> None:
    question = opened(tmp_path, 1)
    (trend,) = (one for one in shown(question, "O1") if isinstance(one, Chart))
    assert trend.data.column("x").to_pylist() == [LAST]
    assert shown(question, "O8") == []
    said = " ".join(text for name in ("O1", "O4", "O14") for one in shown(question, name) for text in strings(one))
    assert "Sep 2026 to Sep 2026" not in said
    assert "These data hold 1 complete month, Sep 2026. Changes will be told from Oct 2026 on" in said


def test_the_months_of_a_chart_begin_with_the_first_that_is_known(tmp_path: Path) -> None:
    (trend,) = (one for one in shown(opened(tmp_path, 5), "O1") if isinstance(one, Chart))
    assert trend.data.column("x").to_pylist() == list(range(LAST - 4, LAST + 1))


@pytest.mark.parametrize(("months", "drawn"), [(1, 0), (3, 0), (24, 0), (25, 1)])
def test_the_long_view_is_drawn_where_it_is_longer_than_the_trend(tmp_path: Path, months: int, drawn: int) -> None:
    assert len(shown(opened(tmp_path, months), "O8")) == drawn


def test_the_long_view_of_a_short_time_is_drawn_for_its_milestones(tmp_path: Path) -> None:
    told = SETTINGS.model_copy(update={"milestones": (Milestone(date=date(2026, 8, 3), label="Opened"),)})
    (view,) = shown(opened(tmp_path, 3, told), "O8")
    assert view.head.title == "Net promoter score: 20.0 in Jul 2026 to Sep 2026"


def test_nothing_is_drawn_of_what_was_never_counted(tmp_path: Path) -> None:
    rows = [{**row, "month": LAST} for row in answers({5: 60}, metric="csat", survey="any")]
    data = Data(snapshot(tmp_path, {"answers": rows}, answers={"held": (LAST, LAST)}))
    question = Question(data, offered(data, SETTINGS).opening_view(), SETTINGS)  # led by nps, of which there is none
    blocks = shown(question, "O1")
    assert not any(isinstance(one, Chart) for one in blocks)
    assert len([tile for one in blocks if isinstance(one, Tiles) for tile in one.tiles]) == 1


@pytest.mark.parametrize(("months", "said"), [(12, "There are changes on a year before from Oct 2026 on."), (13, "")])
def test_how_far_the_data_reach_is_said_while_there_is_no_year_before(months: int, said: str) -> None:
    told = words.history((LAST - months + 1, LAST), EN)
    assert told.endswith(said)
    assert bool(told) == bool(said)


@pytest.mark.parametrize(("there", "said"), [(1, "1 is connected."), (4, "4 are connected."), (5, "")])
def test_few_tables_are_counted(there: int, said: str) -> None:
    contract = {f"t{at}": ContractTable(grain="", feeds="", required=False, columns=[]) for at in range(10)}
    tables = {name: TableEntry(name=name, present=at < there) for at, name in enumerate(contract)}
    told = words.connected(manifest(contract=contract, tables=tables), EN)
    assert told == (f"Of the 10 tables that Northstar can read, {said}" if said else "")


def test_until_a_month_is_complete_it_is_said_when_there_will_be_figures_and_what_there_is(tmp_path: Path) -> None:
    found = snapshot(tmp_path, {"answers": []})
    read = TableEntry(name="survey_responses", present=True, rows=400, newest="2026-10-03T22:00:00")
    object.__setattr__(found, "manifest", found.manifest.model_copy(update={"tables": {"survey_responses": read}}))
    data = Data(found)
    question = Question(data, offered(data, SETTINGS).opening_view(), SETTINGS)
    (block,) = first_figures(question)
    said = " ".join(strings(block))
    assert "First figures on 1 Nov 2026" in said
    assert "none before Oct 2026 holds anything" in said
    assert "400 rows, newest 3 Oct 2026" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert block.head.link == LINK
    waiting = [one for one in features().values() if one.page == "overview" and one.is_of_months(question)]
    assert {"O1", "O2", "O4", "O8"} <= {one.id for one in waiting}
    assert not features()["O14"].is_of_months(question)


def test_rows_of_other_times_alone_are_not_promised_to_become_figures() -> None:
    old = TableEntry(name="survey_responses", present=True, rows=4, newest="2019-03-03")
    told = words.first_figures(manifest(tables={"survey_responses": old}), EN)
    assert told.startswith("Nothing is recorded in ")


def test_a_page_of_which_nothing_is_connected_says_what_it_would_show(tmp_path: Path) -> None:
    """And what the warehouse lacks for it; a page that stands on what is connected would show nothing more."""
    rows = answers({9: 60, 3: 40})
    lacks = {"reasons": ["The warehouse has no table pilots.", "The warehouse has no table pilot_units."]}
    data = Data(snapshot(tmp_path, {"answers": rows}, pilots=lacks))
    question = Question(data, offered(data, SETTINGS).opening_view(), SETTINGS)
    note = nothing_here(question, "pilots")
    assert isinstance(note, Note)
    assert note.text.startswith("It would show “What was tried, and whether it worked”, ")
    assert note.text.endswith(" The warehouse has no table pilots. The warehouse has no table pilot_units.")
    assert note.more == words.CONNECT
    assert words.would_show((), ()) == ""
