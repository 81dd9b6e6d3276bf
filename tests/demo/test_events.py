"""What is planted is named in one place, is there when it should be, and is absent from the quiet company."""

import csv
import re
from datetime import date

import duckdb
import pytest

from dashboard.demo import generate
from dashboard.demo.events import EVENTS, TRAITS
from dashboard.demo.planting import FOREVER, Event, months_before
from queries.contract import CONTRACT
from tests.demo.conftest import UNTIL
from tests.demo.test_generate import value

LAST_MONTH = months_before(UNTIL, 1)
BY_NAME = {event.name: event for event in EVENTS}


def seed(name: str) -> list[dict[str, str]]:
    with (generate.HERE / "seeds" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def asked_for() -> set[str]:
    """The events that the SQL and the seeds name."""
    texts = [path.read_text(encoding="utf-8") for path in (generate.HERE / "sql").glob("*.sql")]
    names = {name for text in texts for name in re.findall(r"\b(?:event|planted|planted_at)\('([^']+)'", text)}
    names |= {row[column] for row in seed("objectives") for column in ("only_with", "not_with")}
    return (names | {row["event"] for row in seed("pilots")}) - {""}


def start(name: str) -> date:
    return next(BY_NAME[name].spans(LAST_MONTH))[0]


def test_names_are_unique_and_told() -> None:
    assert len(BY_NAME) == len(EVENTS)
    assert all(event.name and event.what for event in EVENTS)
    assert all(trait.name and trait.what for trait in TRAITS)


def test_what_is_asked_for_is_planted_and_what_is_planted_is_asked_for() -> None:
    assert asked_for() == {event.name for event in EVENTS if event.measure is None or event.measure == "repair hours"}


def test_measures_that_events_move_are_read_by_the_sql() -> None:
    sql = "".join(path.read_text(encoding="utf-8") for path in (generate.HERE / "sql").glob("*.sql"))
    assert all(f"'{event.measure}'" in sql for event in EVENTS if event.measure)


@pytest.mark.parametrize(
    ("field", "table", "column"),
    [
        ("region", "regions", "region"),
        ("segment", "segments", "segment"),
        ("theme", "themes", "theme_id"),
        ("department", "departments", "department_id"),
    ],
)
def test_events_happen_where_the_company_is(field: str, table: str, column: str) -> None:
    known = {row[column] for row in seed(table)}
    assert {getattr(event, field) for event in EVENTS} - {None} <= known


def test_months_are_counted_back_from_the_last_complete_one() -> None:
    event = Event("once", "…", since=14, until=14)
    assert list(event.spans(date(2026, 8, 1))) == [(date(2025, 6, 1), date(2025, 7, 1))]
    assert list(Event("for good", "…", since=0).spans(date(2026, 8, 1))) == [(date(2026, 8, 1), FOREVER)]


def test_a_rhythm_pauses_for_as_long_as_it_holds() -> None:
    spans = list(Event("now and then", "…", since=8, rhythm=3).spans(date(2026, 8, 1)))
    assert spans == [(date(2025, 12, 1), date(2026, 3, 1)), (date(2026, 6, 1), date(2026, 9, 1))]


UNTOUCHED = {
    "benchmarks", "change_requests", "departments", "feedback", "journey_stages", "leader_contacts", "lob_sessions",
    "pilots", "rally_cries", "recognitions", "source_systems", "targets", "theme_departments", "theme_stages",
    "themes", "training", "employee_signals",
}  # fmt: skip
"""Tables that no event touches, or that one event touches in rows that the tests below name."""


def differing(planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection, table: str) -> int:
    rows = [set(connection.execute(f"select * from {table}").fetchall()) for connection in (planted, quiet)]
    return len(rows[0] ^ rows[1])


def test_tables_that_no_event_touches_are_the_same_in_the_quiet_company(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    touched = {table for table in UNTOUCHED if differing(planted, quiet, table)}
    assert touched == {
        "change_requests", "employee_signals", "journey_stages", "lob_sessions", "source_systems", "feedback",
    }  # fmt: skip
    assert differing(planted, quiet, "source_systems") == 2
    assert differing(planted, quiet, "journey_stages") == 2
    assert set(CONTRACT) > UNTOUCHED


def test_customers_differ_only_where_an_event_moved_or_lost_them(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    query = "select customer_id, region, segment, acquired_on, account_name, churned_on from customers order by 1"
    pairs = list(zip(planted.execute(query).fetchall(), quiet.execute(query).fetchall(), strict=True))
    assert all(one[2:5] == other[2:5] for one, other in pairs)
    moved = {one[1] for one, other in pairs if one[1] != other[1]}
    assert moved == {"LATAM"}
    lost = [one for one, other in pairs if one[5] != other[5]]
    assert lost
    assert all(one[1] in ("LATAM", "UK & Nordics", None) or one[2] in ("Small business", None) for one in lost)


def test_the_quiet_company_stays_as_it_is(quiet: duckdb.DuckDBPyConnection) -> None:
    halves = """
        select
            avg(case when score >= 9 then 100 when score <= 6 then -100 else 0 end) filter (responded_at < $middle),
            avg(case when score >= 9 then 100 when score <= 6 then -100 else 0 end) filter (responded_at >= $middle)
        from survey_responses where metric = 'nps'
    """
    before, after = quiet.execute(halves, {"middle": months_before(LAST_MONTH, 29)}).fetchone() or (0, 0)
    assert abs(before - after) < 8  # three to four standard errors of so small a company


def share(connection: duckdb.DuckDBPyConnection, what: str, table: str, where: str = "true") -> float:
    return float(str(value(connection, f"select sum(({what})::integer) / count(*) from {table} where {where}")))


def test_first_contact_solves_less_and_calls_get_shorter(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    since = f"department_id = 'support' and opened_at >= '{start('first contact solves less')}'"
    known = f"{since} and first_contact_resolved is not null"
    solved = [share(each, "first_contact_resolved", "support_cases", known) for each in (planted, quiet)]
    assert solved[1] - solved[0] == pytest.approx(BY_NAME["first contact solves less"].size, abs=0.03)
    minutes = [value(each, f"select avg(handle_minutes) from support_cases where {since}") for each in (planted, quiet)]
    assert float(str(minutes[0])) / float(str(minutes[1])) == pytest.approx(0.84, abs=0.05)


def test_the_bot_contains_more_and_its_customers_come_back(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    since = f"bot_outcome is not null and opened_at >= '{start('the bot contains more')}'"
    contained = [share(each, "bot_outcome = 'resolved'", "support_cases", since) for each in (planted, quiet)]
    assert contained[0] - contained[1] == pytest.approx(0.2, abs=0.06)
    repeats = (
        f"select count(*) from support_cases where case_id > 10000 and opened_at >= '{start('the bot contains more')}'"
    )
    assert int(str(value(planted, repeats))) > 2 * int(str(value(quiet, repeats)))


def test_new_rules_tag_one_theme_as_another(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    versions = "select count(distinct tag_version) from response_themes"
    assert (value(planted, versions), value(quiet, versions)) == (2, 1)
    since = f"responded_at >= '{start('a theme re-tagged')}'"
    mentions = f"""
        select count(*) filter (theme_id = 'ticket_silence') / count(*) filter (theme_id = 'unsolved_answer')
        from response_themes inner join survey_responses using (response_id) where {since}
    """
    assert float(str(value(planted, mentions))) < 0.4 < float(str(value(quiet, mentions)))


def ledger_gaps(connection: duckdb.DuckDBPyConnection) -> dict[date, float]:
    query = """
        with invoiced as (select month, sum(amount) as amount from revenue group by month),
        booked as (select month, sum(amount) as amount from finance where line = 'recurring_revenue' group by month)
        select month, booked.amount / invoiced.amount - 1 from invoiced inner join booked using (month)
    """
    return dict(connection.execute(query).fetchall())


def test_one_month_of_the_ledger_does_not_tie(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    gaps = {month: gap for month, gap in ledger_gaps(planted).items() if abs(gap) > 0.005}
    assert list(gaps) == [start("a ledger month that does not tie")]
    assert -0.03 < next(iter(gaps.values())) < -0.02
    assert len(ledger_gaps(quiet)) == 60
    assert all(abs(gap) < 0.002 for gap in ledger_gaps(quiet).values())


def test_work_that_needs_a_word(planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection) -> None:
    done = """
        select count(completed_on) / count(*) from tasks inner join objectives using (objective_id)
        where rally_cry_id = 'answer_once' and cancelled_on is null
    """
    assert float(str(value(planted, done))) == pytest.approx(0.92, abs=0.03)
    ownerless = "select count(*) from journey_stages where department_id is null"
    assert (value(planted, ownerless), value(quiet, ownerless)) == (1, 0)
    careless = """
        select count(*) from departments
        anti join (select * from objectives where family = 'customer') as goals using (department_id)
    """
    assert (value(planted, careless), value(quiet, careless)) == (1, 0)
    waiting = f"select count(*) from change_requests where decision is null and raised_on < date '{UNTIL}' - 90"
    assert int(str(value(planted, waiting))) >= 3
    assert value(quiet, waiting) == 0
    never = """
        select count(*) from departments
        anti join (select * from lob_sessions where kind = 'community' and attended) as came using (department_id)
    """
    assert (value(planted, never), value(quiet, never)) == (1, 0)


ASTRAY = {
    "a task without an owner": "owner is null and completed_on is null",
    "a task reopened": "objective_id = 'O-34' and reopened_on > completed_on",
    "a due date moved earlier": "due_on < original_due_on",
    "a task cancelled after it was due": "cancelled_on > original_due_on",
}


@pytest.mark.parametrize(("name", "where"), ASTRAY.items())
def test_a_task_that_went_astray(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection, name: str, where: str
) -> None:
    count = f"select count(*) from tasks where {where}"
    since = f"{count} and original_due_on >= '{start(name)}'"
    assert (value(planted, since), value(quiet, count)) == (1, 0)


def test_goals_changed_at_the_checkpoint_with_a_reason(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    changed = """
        select list(status order by status) from objectives
        where rally_cry_id = 'answer_once' and status in ('revised', 'dropped') and reason is not null
    """
    assert (value(planted, changed), value(quiet, changed)) == (["dropped", "revised"], None)
    assert value(quiet, "select count(*) from objectives where status = 'open' and reason is not null") == 0


def test_goals_that_conflict_by_rule(planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection) -> None:
    """One measure in opposite directions, and a pair in tension, of two departments in the same place and time."""
    against = """
        select list((o.objective_id, p.objective_id) order by p.objective_id) from objectives o
        inner join objectives p on o.department_id <> p.department_id and o.metric = 'handle_minutes'
            and o.direction = 'down' and o.segment is null and o.region is null
            and p.starts_on <= o.due_on and o.starts_on <= p.due_on and p.status = 'open'
        where (p.metric = 'handle_minutes' and p.direction = 'up')
            or (p.metric = 'first_contact_resolution' and p.direction = 'up')
    """
    assert (value(planted, against), value(quiet, against)) == ([("O-02", "O-21"), ("O-02", "O-42")], None)


def test_signals_of_one_department_are_left_unanswered(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    late = f"""
        select count(*) filter (answered_on is null or answered_on > raised_on + 30) / count(*) from employee_signals
        where department_id = 'billing' and raised_on >= '{start("signals left unanswered")}'
            and raised_on <= date '{UNTIL}' - 30
    """
    assert float(str(value(planted, late))) == 1
    assert float(str(value(quiet, late))) < 0.6


def test_social_media_are_left_waiting(planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection) -> None:
    in_time = f"""
        select count(*) filter (answered_at < received_on + interval 8 day) / count(*) from feedback
        where source = 'social media' and received_on >= '{start("social media left waiting")}'
            and received_on <= date '{UNTIL}' - 7
    """
    assert float(str(value(planted, in_time))) < 0.4
    assert float(str(value(quiet, in_time))) > 0.8
    known = "select list(distinct source order by source) from feedback where answered_at is not null"
    assert value(planted, known) == ["community", "letter", "social media"]


def test_a_pulse_cell_can_be_told_from_its_total(
    planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection
) -> None:
    smallest = (
        "select min(n) from (select count(*) as n from employee_pulse group by wave, department_id, level, question)"
    )
    assert (value(planted, smallest), value(quiet, smallest)) == (4, 6)


def test_managers_lag_their_staff(planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection) -> None:
    lag = f"""
        select avg(score) filter (level = 'staff') - avg(score) filter (level = 'manager') from employee_pulse
        where question = 'knows_the_goal' and wave >= '{start("managers lag their staff")}'
    """
    assert float(str(value(planted, lag))) > 0.4 > float(str(value(quiet, lag)))


def test_a_load_came_late(planted: duckdb.DuckDBPyConnection, quiet: duckdb.DuckDBPyConnection) -> None:
    late = "select date_diff('day', min(last_loaded_at), max(last_loaded_at)) from source_systems"
    assert (value(planted, late), value(quiet, late)) == (6, 0)
