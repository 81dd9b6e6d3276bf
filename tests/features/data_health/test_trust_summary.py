"""O7: the answer with its light, what it rests on, and what failed, by the names that stand on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.blocks import Facts, Table, strings
from dashboard.data.question import Question
from dashboard.features.data_health.trust_summary import MOST_FAULTS, trust_summary
from dashboard.measures import MEASURES
from dashboard.measures.asked import WHERE_ASKED
from dashboard.measures.entries.scaled import metric_of
from dashboard.snapshots.manifest import Acceptance
from dashboard.words.data_health.faults import NAMED
from tests.features.data_health.conftest import Ask, in_state
from tests.manifests import TODAY, entry, finding, held, of

Told = Callable[..., Question]
OF_ANSWERS = [
    one.label for one in MEASURES.values() if "answers" in one.formula.datasets and metric_of(one) not in WHERE_ASKED
]
"""The measures of answers that every company has."""


def summary(question: Question) -> tuple[Facts, Table | None]:
    """Return the answer, and the table of what failed where there is one."""
    facts, *rest = trust_summary.blocks(question)
    assert isinstance(facts, Facts)
    table = rest[0] if rest else None
    assert table is None or isinstance(table, Table)
    return facts, table


def listed(question: Question) -> Table:
    """Return the table of what failed."""
    table = summary(question)[1]
    assert table is not None
    return table


def test_with_good_data_the_answer_is_yes(ask: Ask) -> None:
    question = ask("good")
    facts, table = summary(question)
    assert facts.head.title == "Can today’s numbers be believed?"
    assert (facts.answer, facts.light) == ("Yes.", "good")
    assert facts.head.notes[0] == f"All {len(question.manifest.findings)} checks passed"
    assert table is None


def test_what_is_held_back_is_told_by_the_names_of_its_tiles(ask: Ask) -> None:
    question = ask("held")
    facts, table = summary(question)
    assert facts.answer == "Yes, but not all are new: what failed its checks is shown as it last was good."
    assert facts.light == "warn"
    assert facts.head.notes[0].startswith(
        f"{in_state(question, 'carried_over')} of {in_state(question)} datasets held back, read "
    )
    assert facts.head.notes[0].endswith("; 2 critical")
    assert table is not None
    concerned = table.column("concerned")[0]
    assert [name for name in OF_ANSWERS if name not in concerned.text + concerned.rest] == []
    assert concerned.note.startswith("answers, answer clusters, answers by label, clusters by label, themed answers")
    assert "no measure" not in " ".join(strings(table))


def test_a_failure_is_told_once_though_it_stops_many_datasets(ask: Ask) -> None:
    table = listed(ask("held"))
    marks = [cell.pill.word.split(",")[0] for cell in table.column("mark") if cell.pill]
    assert marks == ["held back", "held back", "shown"]
    assert " ".join(strings(table)).count("answers have a score outside 0 to 10") == 1
    assert table.column("concerned")[1].text.startswith("On-time tasks")


def test_where_nothing_good_is_known_no_good_figures_are_promised(ask: Ask) -> None:
    facts, table = summary(ask("withheld"))
    assert facts.answer == "Those that are shown can; what failed its checks is withheld."
    assert facts.light == "bad"
    words = " ".join(strings((facts, table)))
    assert "No earlier version of it is good" in words
    assert "last good" not in words


def test_it_says_that_the_filters_do_nothing_here(ask: Ask) -> None:
    assert "The filters above change nothing here: checks and freshness are of the whole snapshot." in (
        summary(ask())[0].head.notes
    )


def test_what_it_rests_on_is_counted(ask: Ask) -> None:
    question = ask("held")
    run, facts = len(question.manifest.findings), dict(summary(question)[0].facts)
    assert facts["checks passed"] == f"{run - 3} of {run}"
    assert facts["datasets of this refresh"] == f"{in_state(question, 'published')} of {in_state(question)}"
    assert facts["tables connected"] == f"7 of {len(question.manifest.contract)}"
    assert facts["oldest data shown were read"]


def test_of_many_faults_the_first_are_listed_and_the_others_counted(told: Told) -> None:
    failed = [finding("a", check=f"t.{number}", severity="warning") for number in range(MOST_FAULTS + 3)]
    table = listed(told(of([entry("a")], failed)))
    assert (len(table.rows), table.of) == (MOST_FAULTS, MOST_FAULTS + 3)
    assert table.head.notes == ("3 more stand under “Every check” below.",)
    one_more = listed(told(of([entry("a")], failed[: MOST_FAULTS + 1])))
    assert one_more.head.notes == ("1 more stands under “Every check” below.",)


def test_on_another_page_it_lists_no_more_than_it_is_given_room_for(told: Told) -> None:
    failed = [finding("a", check=f"t.{number}", severity="warning") for number in range(5)]
    blocks = trust_summary.first(2).blocks(told(of([entry("a")], failed)))
    assert isinstance(blocks[1], Table)
    assert (len(blocks[1].rows), blocks[1].of) == (2, 5)


ACCEPTED = Acceptance(reason="known", by="Ada", until=TODAY)


@pytest.mark.parametrize(
    ("changes", "mark", "tone"),
    [
        ({}, "critical", "bad"),
        ({"severity": "warning"}, "shown, with a warning", "warn"),
        ({"severity": "info"}, "noted", ""),
        ({"accepted": ACCEPTED}, "accepted", "warn"),
    ],
)
def test_a_failure_that_stops_nothing_has_its_mark(changes: dict[str, Any], mark: str, tone: str, told: Told) -> None:
    table = listed(told(of([entry("answers")], [finding("answers", **changes)])))
    (cell,) = table.column("mark")
    assert cell.pill is not None
    assert (cell.pill.word, cell.pill.tone) == (mark, tone)


def test_the_day_since_which_a_check_fails_is_the_company_s_as_in_the_list_of_every_check(told: Told) -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    table = listed(told(of([entry("answers")], [finding("answers", since=late)], timezone="Europe/Berlin")))
    assert [cell.text for cell in table.column("since")] == ["failing since 26 Nov 2026"]


def test_who_accepted_a_failure_is_told_with_the_reason_and_the_day(told: Told) -> None:
    table = listed(told(of([entry("answers")], [finding("answers", accepted=ACCEPTED)])))
    assert [cell.text for cell in table.column("since")] == ["accepted by Ada until 26 Nov 2026: known"]


def test_what_feeds_nothing_says_so(told: Told) -> None:
    assert listed(told(of([entry("x")], [finding("x")]))).column("concerned")[0].text == "Nothing that is shown yet"


def test_a_note_neither_fails_nor_puts_a_figure_in_doubt(told: Told) -> None:
    table = listed(
        told(of([entry("answers")], [finding("", severity="info", since=datetime(2026, 11, 2, tzinfo=UTC))]))
    )
    assert table.column("concerned")[0].text == "No figure is in doubt"
    assert table.column("since")[0].text == ""


def test_what_is_withheld_comes_before_what_is_held_back_and_that_before_what_is_shown(told: Told) -> None:
    gone = entry("c", state="withheld", as_of=None, reasons=["c: it cannot be read."])
    stopped = finding("a", sentence="t: 3 rows have no score.")
    manifest = of([*held("a"), gone, entry("b")], [finding("b", check="b.c", severity="warning"), stopped])
    words = [cell.pill.word for cell in listed(told(manifest)).column("mark") if cell.pill]
    assert words == ["withheld", "held back, read 26 Nov 14:53", "shown, with a warning"]


def test_marks_around_names_of_commands_are_left_out(told: Told) -> None:
    failed = finding("a", sentence="t: see `northstar.toml`.", action="Run `refresh --full`.")
    assert "`" not in " ".join(strings(listed(told(of([entry("a")], [failed])))))


def test_the_first_of_many_names_are_read_at_once_and_all_are_there(ask: Ask) -> None:
    held, tasks, *_ = summary(ask("held"))[1].column("concerned")  # type: ignore[union-attr]
    for cell in (held, tasks):
        assert cell.text.count("·") == NAMED - 1
        assert cell.more == f"and {cell.rest.count('·') + 1} more"
