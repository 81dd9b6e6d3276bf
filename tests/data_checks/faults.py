"""The table of planted faults: what is done to a sound warehouse, which checks catch it, and what then stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from data_checks.tables import first_day
from tests.data_checks.audits import LAST, NOW

ANSWERS = ("answers", "themed_answers", "theme_pairs", "theme_clusters", "tag_versions", "survey_modes")
MONEY = (
    "customer_windows", "customer_windows_by_label", "customer_revenue", "revenue_by_label", "finance",
    "window_revenue",
)  # fmt: skip
CASES = (
    "cases", "resolutions", "case_durations", "case_scores", "first_responses", "bot_cases", "human_waits",
    "contacts_after", "cases_by_label", "resolutions_by_label", "case_durations_by_label", "case_scores_by_label",
    "first_responses_by_label",
)  # fmt: skip
PILOTS = ("pilots", "pilot_units", "pilot_outcomes")
WATCHED = (*ANSWERS, *MONEY, *CASES, *PILOTS, "next_steps", "tenure_answers", "theme_risk", "invitations",
           "commitments", "tasks", "objectives", "rally_cries", "theme_stages", "theme_departments", "benchmarks",
           "decisions", "comments", "regions")  # fmt: skip
"""The datasets of which a fault says whether they stop; others may come to read the same tables."""

VOICE = ("survey_responses", "response_themes", "survey_invitations")
PEOPLE = (*VOICE, "customers")
WORK = ("tasks", "objectives", "departments", "theme_departments", "theme_stages")
SAID = ("decisions", "comments", "themes", "departments", "objectives", "change_requests", "rally_cries")
LEDGER = ("revenue", "finance")
SERVICE = ("support_cases",)

LAST_MONTH = f"date '{first_day(LAST)}'"
OPEN_MONTH = f"date '{first_day(LAST + 1)}'"
UNTAGGED = "response_id not in (select response_id from response_themes)"

ABOUT_WHAT = (("case", "support_cases", "opened_at"), ("journey", "journey_steps", "started_at"))
"""What answers may be about: the kind, its table, and when it begins."""


@dataclass(frozen=True)
class Fault:
    """A fault, planted by statements in a warehouse of which the tables ``among`` are looked at.

    ``caught`` names every check that fails, and how gravely, the one that says it best first; ``stops`` every
    dataset that may then not be published. ``says`` are parts of the first one's sentence: table, number, fault.
    ``extracted`` are the datasets that are asked for and audited, too, where only they show the fault.
    """

    name: str
    plant: tuple[str, ...]
    among: tuple[str, ...]
    caught: Mapping[str, Literal["critical", "warning", "info"]]
    stops: tuple[str, ...]
    says: tuple[str, ...]
    first_run: bool = False
    extracted: tuple[str, ...] = ()


def first(table: str, change: str, count: int = 1, where: str = "true") -> str:
    """Return the statement that changes the first rows of a table."""
    rows = f"select rowid from {table} where {where} order by rowid limit {count}"
    return f"update {table} set {change} where rowid in ({rows})"


KEYS_AND_NULLS = (
    Fault(
        "a key that repeats", (first("survey_responses", "response_id = 77", 3, f"{UNTAGGED} and response_id > 77"),),
        VOICE, {"survey_responses.key": "warning"}, (),
        ("survey_responses: 3 answers repeat the response_id of another, for example 77 (4 times). ",
         "The first of each response_id counts; the others are set aside (0.03 % of 10,000 answers)."),
    ),
    Fault(
        "a key that repeats in a whole load",
        (first("survey_responses", "response_id = 77", 60, f"{UNTAGGED} and response_id > 77"),),
        VOICE, {"survey_responses.key": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: ", " answers repeat the response_id of another (0.6 % of all), for example 77 (61 times)."),
    ),
    Fault(
        "a key without a value", (first("survey_responses", "response_id = null", 1, UNTAGGED),),
        VOICE, {"survey_responses.response_id.null": "warning"}, (),
        ("survey_responses: 1 answer has no response_id. It is set aside (0.01 % of 10,000 answers)",),
    ),
    Fault(
        "customers that are there twice", ("insert into customers select * from customers limit 4",),
        PEOPLE, {"customers.key": "warning"}, (),
        ("customers: 4 customers repeat the customer_id of another, for example 1 (2 times)",),
    ),
    Fault(
        "too many customers that are there twice", ("insert into customers select * from customers limit 11",),
        PEOPLE, {"customers.key": "critical"}, (*ANSWERS, "invitations"),
        ("customers: 11 customers repeat the customer_id of another",),
    ),
    Fault(
        "an answer without a date", (first("survey_responses", "responded_at = null", 2),),
        VOICE, {"survey_responses.responded_at.null": "warning"}, (),
        ("survey_responses: 2 answers have no responded_at (response_id ", "They are set aside"),
    ),
    Fault(
        "a column without a single value", ("update survey_responses set score = null",),
        VOICE, {"survey_responses.score.null": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: 10,000 answers have no score",),
    ),
    Fault(
        "a ledger row without a month", (first("finance", "month = null", 3),),
        LEDGER, {"finance.month.null": "warning"}, (), ("finance: 3 rows have no month. They are set aside",),
    ),
    Fault(
        "many ledger rows without a month", (first("finance", "month = null", 300, "line = 'operating_cost'"),),
        LEDGER, {"finance.month.null": "critical"}, MONEY, ("finance: 300 rows have no month.",),
    ),
    Fault(
        "objectives without a department", (first("objectives", "department_id = null", 2),),
        WORK, {"objectives.department_id.null": "critical"}, ("objectives",),
        ("objectives: 2 objectives have no department_id",),
    ),
    Fault(
        "an objective without a department", (first("objectives", "department_id = null"),),
        WORK, {"objectives.department_id.null": "warning"}, (),
        ("objectives: 1 objective has no department_id (objective_id ", "It is set aside ("),
    ),
    Fault(
        "a task without a due date", (first("tasks", "due_on = null"),),
        WORK, {"tasks.due_on.null": "warning"}, (), ("tasks: 1 task has no due_on (task_id ", "It is set aside"),
    ),
)  # fmt: skip

VALUES = (
    Fault(
        "scores of 11", (first("survey_responses", "score = 11", 12, "metric = 'nps'"),),
        VOICE, {"survey_responses.score.range/nps": "warning"}, (),
        ("survey_responses: 12 answers have a score outside 0 to 10 (nps), for example 11 (response_id ",
         "They are set aside (0.12 % of 10,000 answers): no figure counts them."),
    ),
    Fault(
        "many scores of 11", (first("survey_responses", "score = 11", 51, "metric = 'nps'"),),
        VOICE, {"survey_responses.score.range/nps": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: 51 answers have a score outside 0 to 10 (nps), for example 11",),
    ),
    Fault(
        "scores on another scale",
        ("update survey_responses set score = 2 * score where metric = 'csat' and score > 2",),
        VOICE, {"survey_responses.score.range/csat": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: ", " answers have a score outside 1 to 5 (csat), for example"),
    ),
    Fault(
        "scores that are no whole numbers",
        ("alter table survey_responses alter score type double", first("survey_responses", "score = 8.5", 2)),
        VOICE, {"survey_responses.score.null": "warning"}, (),
        ("survey_responses: 2 answers have no score (response_id ", "They are set aside"),
    ),
    Fault(
        "two answers from the future",
        (first("survey_responses", "responded_at = timestamp '2031-01-01 10:00:00'", 2),),
        VOICE, {"survey_responses.responded_at.future": "warning"}, (),
        ("survey_responses: 2 answers have a responded_at in the future, for example 2031-01-01",),
    ),
    Fault(
        "a load from the future",
        (first("survey_responses", "responded_at = timestamp '2031-01-01 10:00:00'", 200, "response_id % 40 = 0"),),
        VOICE, {"survey_responses.responded_at.future": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: 200 answers have a responded_at in the future",),
    ),
    Fault(
        "weights below nought", (first("survey_responses", "weight = -1", 5),),
        VOICE, {"survey_responses.weight.range": "warning"}, (),
        ("survey_responses: 5 answers have a weight below 0, for example -1", "They are set aside"),
    ),
    Fault(
        "four answers of an unknown metric", (first("survey_responses", "metric = 'pmf'", 4),),
        VOICE, {"survey_responses.metric.allowed": "warning"}, (),
        ("survey_responses: 4 answers have a metric that is none of nps, csat, ces, thumbs, for example pmf",),
    ),
    Fault(
        "a metric in capitals", ("update survey_responses set metric = 'NPS' where metric = 'nps'",),
        VOICE, {"survey_responses.metric.allowed": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: ", " answers have a metric that is none of nps, csat, ces, thumbs, for example NPS"),
    ),
    Fault(
        "a stage that there is not", (first("theme_stages", "stage = 'done'"),),
        WORK, {"theme_stages.stage.allowed": "warning"}, (),
        ("theme_stages: 1 row has a stage that is none of identified", "for example done"),
    ),
    Fault(
        "a line that the ledger's contract does not know",
        (first("finance", "line = 'tax'", 500, "line = 'operating_cost'"),),
        LEDGER, {"finance.line.allowed": "warning"}, (),
        ("finance: 500 rows have a line that is none of", "for example tax"),
    ),
    Fault(
        "a share above one", (first("theme_departments", "share = 1.4"),),
        WORK, {"theme_departments.share.range": "warning"}, (),
        ("theme_departments: 1 row has a share outside 0 to 1, for example 1.4", "The value is set aside ("),
    ),
    Fault(
        "shares above one", (first("theme_departments", "share = 1.4", 2),),
        WORK, {"theme_departments.share.range": "critical"},
        ("theme_departments",), ("theme_departments: 2 rows have a share outside 0 to 1, for example 1.4",),
    ),
    Fault(
        "negative money", (first("revenue", "amount = -amount", 4, "amount > 0"),),
        LEDGER, {"revenue.credits_to_nobody": "warning"}, (),
        ("revenue: 4 customers' months are below nought of who is no customer then", "the largest to customer "),
    ),
    Fault(
        "infinite money", (first("revenue", "amount = 'inf'", 1, f"month = {LAST_MONTH}"),),
        LEDGER, {"revenue.amount.number": "warning"}, (),
        ("revenue: 1 row has an amount that is infinite or no number at all (customer_id and month ",
         "It is set aside"),
    ),
    Fault(
        "an infinite weight", (first("survey_responses", "weight = '-inf'"),),
        VOICE, {"survey_responses.weight.number": "warning"}, (),
        ("survey_responses: 1 answer has a weight that is infinite (response_id ", "It is set aside ("),
    ),
    Fault(
        "a satisfaction off its scale", (first("support_cases", "csat = 9", 3),),
        SERVICE, {"support_cases.csat.range": "warning"}, (),
        ("support_cases: 3 cases have a csat outside 1 to 5", "The values are set aside (",
         "and each case counts without its own."),
    ),
    Fault(
        "an outcome that no figure uses", (first("support_cases", "bot_outcome = 'maybe'", 3),),
        SERVICE, {"support_cases.bot_outcome.allowed": "warning"}, (),
        ("support_cases: 3 cases have a bot_outcome that is none of resolved, escaped, abandoned",),
    ),
    Fault(
        "cases resolved before they were opened",
        (first("support_cases", "resolved_at = opened_at - interval 1 hour", 900, "resolved_at is not null"),),
        SERVICE, {"support_cases.resolved_before_opened": "critical"},
        ("resolutions", "case_durations", "human_waits", "resolutions_by_label", "case_durations_by_label"),
        ("support_cases: 900 cases have a resolved_at before the opened_at",),
    ),
    Fault(
        "people reached before they were asked for",
        (first("support_cases", "human_reached_at = human_asked_at - interval 1 minute", 60,
               "human_reached_at is not null"),),
        SERVICE, {"support_cases.reached_before_asked": "critical"}, ("human_waits",),
        ("support_cases: 60 cases have a human_reached_at before the human_asked_at",),
    ),
    Fault(
        "people asked for before there was a case",
        (first("support_cases", "human_asked_at = opened_at - interval 1 minute", 60, "human_asked_at is not null"),),
        SERVICE, {"support_cases.asked_before_opened": "critical"}, ("human_waits",),
        ("support_cases: 60 cases have a human_asked_at before the opened_at",),
    ),
    Fault(
        "systems that were not loaded",
        (first("source_systems", f"last_loaded_at = timestamp '{NOW:%Y-%m-%d}' - interval 30 day", 2),),
        ("source_systems", "departments"), {"source_systems.late_load": "warning"}, (),
        ("source_systems: 2 systems have not been loaded for more than 7 days.",),
    ),
)  # fmt: skip

REFERENCES = (
    Fault(
        "three answers of nobody", (first("survey_responses", "customer_id = 9999999", 3),),
        PEOPLE, {"survey_responses.customer_id.reference": "warning"}, (),
        ("survey_responses: 3 answers name a customer_id that is not in customers",),
    ),
    Fault(
        "a load of answers of nobody", (first("survey_responses", "customer_id = 9999999", 300),),
        PEOPLE, {"survey_responses.customer_id.reference": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: 300 answers name a customer_id that is not in customers",),
    ),
    Fault(
        "two tags of an unknown theme", (first("response_themes", "theme_id = 'nonsense'", 2),),
        (*VOICE, "themes"), {"response_themes.theme_id.reference": "warning"}, (),
        ("response_themes: 2 mentions name a theme_id that is not in themes",),
    ),
    Fault(
        "tags of unknown themes", ("update response_themes set theme_id = 'x_' || theme_id where response_id % 3 = 0",),
        (*VOICE, "themes"), {"response_themes.theme_id.reference": "critical"}, (*ANSWERS, "theme_risk"),
        ("response_themes: ", " mentions name a theme_id that is not in themes"),
    ),
    Fault(
        "a decision on nothing that there is", (first("decisions", "subject = 'theme:nonsense'"),),
        SAID, {"decisions.subject.subject": "warning"}, (),
        ("decisions: 1 decision names a subject that is no theme, department", " known here, and is shown nowhere"),
    ),
    Fault(
        "a comment on a measure that there is not", (first("comments", "subject = 'measure:nsp'"),),
        SAID, {"comments.subject.subject": "warning"}, (), ("comments: 1 comment names a subject that is no page",),
    ),
    Fault(
        "comments on a kind that nobody comments on", ("update comments set subject = 'task:' || author",),
        SAID, {"comments.subject.subject": "critical"}, ("comments",), ("comments: ", " comments name a subject"),
    ),
    Fault(
        "comments on a period in words of their own",
        (first("comments", "period = 'Q3 2026'"), first("comments", "period = '2026-13'", 1, "period is null")),
        SAID, {"comments.unknown_period": "warning"}, (), ("comments: 2 comments have a period that is none",),
    ),
    Fault(
        "a decision of tomorrow's", (first("decisions", "decided_on = date '2031-01-01'"),),
        SAID, {"decisions.decided_on.future": "warning"}, (), ("decisions: 1 decision has a decided_on in the future",),
    ),
    Fault(
        "a comment that came twice", ("insert into comments select * from comments limit 1",),
        SAID, {"comments.key": "warning"}, (), ("comments: 1 comment repeats the subject and period",),
    ),
    Fault(
        "comments that came twice", ("insert into comments select * from comments limit 2",),
        SAID, {"comments.key": "critical"}, ("comments",), ("comments: 2 comments repeat the subject and period",),
    ),
    Fault(
        "revenue of nobody", (first("revenue", "customer_id = 9000000 + customer_id", 3000),),
        (*LEDGER, "customers"), {"revenue.customer_id.reference": "critical"}, MONEY,
        ("revenue: 3,000 rows name a customer_id that is not in customers",),
    ),
)  # fmt: skip

SHAPES = (
    Fault(
        "a table that is gone", ("drop table support_cases",),
        SERVICE, {"support_cases.readable": "critical"}, (*CASES, *PILOTS),
        ("support_cases: the table was there in the last run and is gone",),
    ),
    Fault(
        "a view that fails",
        ("alter table support_cases rename to gone", "create view support_cases as select * from gone",
         "drop table gone"),
        SERVICE, {"support_cases.readable": "critical"}, (*CASES, *PILOTS),
        ("support_cases: the table cannot be read", "gone"),
    ),
    Fault(
        "a column renamed", ("alter table survey_responses rename score to rating",),
        VOICE, {"survey_responses.columns": "critical"},
        (*ANSWERS, "invitations", "next_steps", "tenure_answers", "theme_risk", *PILOTS),
        ("survey_responses: 1 required column missing: score", "rating"),
    ),
    Fault(
        "an optional column renamed", ("alter table survey_responses rename region to area",),
        VOICE, {"survey_responses.region.filled": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: the column region is no longer there",),
    ),
    Fault(
        "a column of another type",
        ("alter table survey_responses alter score type varchar", first("survey_responses", "score = 'n/a'", 600)),
        VOICE, {"survey_responses.types/score": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: score is text and not integer, and 600 of 10,000 values (", ") are not a plain number, for "
         "example 'n/a' (600 times)"),
    ),
    Fault(
        "a few words among numbers",
        ("alter table survey_responses alter score type varchar", first("survey_responses", "score = 'n/a'", 4)),
        VOICE, {"survey_responses.score.kind": "warning", "survey_responses.read_as/score": "info"}, (),
        ("survey_responses: 4 answers have a score that is no number: 'n/a' (response_id ", "They are set aside ("),
    ),
    Fault(
        "more words among numbers than may be set aside",
        ("alter table survey_responses alter score type varchar", first("survey_responses", "score = 'n/a'", 60)),
        VOICE, {"survey_responses.score.kind": "critical", "survey_responses.read_as/score": "info"},
        (*ANSWERS, "invitations"), ("survey_responses: 60 answers have a score that is no number: 'n/a' (",),
    ),
    Fault(
        "a few words among numbers that a case may do without",
        ("alter table support_cases alter transfers type varchar", first("support_cases", "transfers = 'many'", 2)),
        SERVICE, {"support_cases.transfers.kind": "warning", "support_cases.read_as/transfers": "info"}, (),
        ("support_cases: 2 cases have a transfers that is no number: 'many' (case_id ", "The values are set aside ("),
    ),
    Fault(
        "numbers that came as text", ("alter table survey_responses alter score type varchar",),
        VOICE, {"survey_responses.read_as/score": "info"}, (),
        ("survey_responses: score is text, and read as integer, like '",),
    ),
    Fault(
        "regions and metrics of empty text",
        (first("survey_responses", "region = ''", 400), first("survey_responses", "metric = ' '", 3)),
        VOICE,
        {"survey_responses.metric.null": "warning", "survey_responses.read_as/metric": "info",
         "survey_responses.read_as/region": "info"},
        (),
        ("survey_responses: 3 answers have no metric (text without any sign counts as none: 3 rows)",),
    ),
    Fault(
        "a task that is never due", (first("tasks", "due_on = date '9999-12-31'"),),
        WORK, {"tasks.days/due_on": "warning"}, (),
        ("tasks: 1 task has a due_on outside the years 1900 to 2199 (9999-12-31), which no page takes for a day",),
    ),
    Fault(
        "a task due at infinity", (first("tasks", "due_on = 'infinity'"),),
        WORK, {"tasks.due_on.null": "warning"}, (), ("tasks: 1 task has no due_on (infinity is no day)",),
    ),
    Fault(
        "customers that leave at the end of the calendar",
        ("update customers set churned_on = date '9999-12-31' where churned_on is null",),
        PEOPLE, {"customers.days/churned_on": "warning"}, (),
        ("customers: ", " customers have a churned_on outside the years 1900 to 2199 (9999-12-31), which counts as "
         "missing"),
    ),
    Fault(
        "months that are not given by their first day", ("update finance set month = month + interval 14 day",),
        LEDGER, {"finance.month.first_day": "critical"}, MONEY,
        ("finance: ", " rows have a month that is not the first day of one, for example "),
    ),
    Fault(
        "an empty table", ("delete from benchmarks",),
        ("benchmarks",), {"benchmarks.rows": "critical", "benchmarks.volume": "critical"}, ("benchmarks",),
        ("benchmarks: 0 rows are there: the table is empty",),
    ),
    Fault(
        "nothing at all", ("delete from survey_responses", "delete from response_themes"),
        VOICE, {"survey_responses.rows": "critical", "response_themes.rows": "warning"}, (*ANSWERS, "invitations"),
        ("survey_responses: 0 answers are there: the table is empty",), first_run=True,
    ),
    Fault(
        "a column that was emptied", ("update survey_responses set segment = null",),
        VOICE, {"survey_responses.segment.filled": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: 0 % of the rows have a segment, after ", "it was emptied"),
    ),
)  # fmt: skip

VOLUMES = (
    Fault(
        "half the rows", ("delete from support_cases where case_id % 5 < 3",),
        SERVICE, {"support_cases.volume": "critical"}, CASES,
        ("support_cases: ", " cases where the last run had "),
    ),
    Fault(
        "a tenth and more of the rows", ("delete from support_cases where case_id % 5 = 0",),
        SERVICE, {"support_cases.volume": "warning"}, (), ("support_cases: ", " cases where the last run had "),
    ),
    Fault(
        "a month lost since the last run",
        (f"delete from support_cases where opened_at >= {LAST_MONTH} - interval 20 month "
         f"and opened_at < {LAST_MONTH} - interval 19 month",),
        SERVICE, {"support_cases.months": "critical", "support_cases.volume": "critical"}, CASES,
        ("support_cases: ", " has no cases"),
    ),
    Fault(
        "a late month missing",
        (f"delete from support_cases where opened_at >= {LAST_MONTH} - interval 1 month and opened_at < {LAST_MONTH}",),
        SERVICE, {"support_cases.months": "critical"}, CASES, ("support_cases: ", " has no cases"),
        first_run=True,
    ),
    Fault(
        "a pause long ago",
        (f"delete from support_cases where opened_at >= {LAST_MONTH} - interval 20 month "
         f"and opened_at < {LAST_MONTH} - interval 18 month",),
        SERVICE, {"support_cases.months/earlier months": "warning"}, (), ("support_cases: ", " have no cases"),
        first_run=True,
    ),
    Fault(
        "a month cut short", (f"delete from revenue where month = {LAST_MONTH} and customer_id % 5 < 3",),
        LEDGER, {"revenue.last_month": "critical"}, MONEY, ("revenue: ", " rows in ", ", usually "), first_run=True,
    ),
    Fault(
        "revenue that was not loaded yet", (f"delete from revenue where month >= {LAST_MONTH}",),
        LEDGER, {"revenue.months": "critical", "revenue.freshness": "warning"}, MONEY, ("revenue: ", " has no rows"),
        first_run=True,
    ),
    Fault(
        "a ledger that is not closed yet", (f"delete from finance where month >= {LAST_MONTH}",),
        LEDGER, {"finance.months": "warning", "finance.freshness": "warning"}, (), ("finance: ", " has no rows"),
        first_run=True,
    ),
    Fault(
        "a load that went stale",
        (f"delete from survey_invitations where invited_on >= {LAST_MONTH} + interval 20 day",),
        ("survey_invitations", "survey_responses", "customers"),
        {"survey_invitations.freshness": "critical", "survey_responses.invitation_id.reference": "critical"},
        ("invitations",), ("survey_invitations: nothing has come since ", " is incomplete"), first_run=True,
    ),
    Fault(
        "a load that came twice",
        (f"insert into survey_responses select * replace (response_id + 50000000 as response_id) from survey_responses "
         f"where responded_at >= {LAST_MONTH} - interval 1 month",),
        VOICE, {"survey_responses.repeated": "critical"}, (*ANSWERS, "invitations"),
        ("survey_responses: ", " answers repeat another in all but the key (", " of all), for example "),
    ),
    Fault(
        "a region that fell silent",
        (f"update survey_responses set region = null where region = 'DACH' and responded_at >= {LAST_MONTH}",),
        VOICE, {"survey_responses.region.vanished": "warning"}, (),
        ("survey_responses: no answer of the region DACH in ",),
    ),
    Fault(
        "a department's answers gone",
        (f"update survey_responses set department_id = null where department_id = 'support' "
         f"and responded_at >= {LAST_MONTH}",),
        VOICE, {"survey_responses.department_id.vanished": "warning"}, (),
        ("survey_responses: no answer of the department_id support in ",),
    ),
)  # fmt: skip

THEMED = ("theme_pairs", "themed_answers", "themes")
READ = "from survey_responses where metric = 'nps' and coalesce(coded, trim(comment) <> '')"


def tagged(theme: str, where: str) -> tuple[str, ...]:
    """Return the statements that tag the NPS answers that meet a condition with a theme of their own."""
    columns = "response_id, theme_id, sentiment"
    return (
        f"insert into themes (theme_id, name) values ('{theme}', '{theme.title()}')",
        f"insert into response_themes ({columns}) select response_id, '{theme}', null {READ} and {where}",
    )


PLACES = ("regions", "survey_responses")

REGIONS = (
    Fault(
        "regions that are parts of one another",
        ("update regions set parent = 'DACH' where region = 'Europe'",),
        PLACES,
        {"regions.extract.circle": "critical"},
        ("regions",),
        ("regions: 2 regions lead back to themselves by parent (DACH → Europe → DACH), so that none of them is above",),
        extracted=("regions",),
    ),
    Fault(
        "a region that is a part of itself",
        ("update regions set parent = region where region = 'NA'",),
        PLACES,
        {"regions.part_of_itself": "warning"},
        (),
        ("regions: 1 region names itself as what it is a part of.",),
        extracted=("regions",),
    ),
    Fault(
        "a region that is a part of nothing known",
        ("update regions set parent = 'Nowhere' where region = 'NA'",),
        PLACES,
        {"regions.parent.reference": "warning"},
        (),
        ("regions: 1 region names a parent that is not in regions",),
        extracted=("regions",),
    ),
    Fault(
        "answers of a region that the list of regions does not have",
        ("delete from regions where region = 'NA'",),
        PLACES,
        {"survey_responses.region.reference": "warning"},
        (),
        ("survey_responses: ", " name a region that is not in regions."),
        extracted=("regions",),
    ),
)

CIRCLES = (
    Fault(
        "objectives carried over in a circle",
        ("update objectives set carried_from = 'O-18' where objective_id = 'O-15'",),
        WORK,
        {"objectives.extract.circle": "warning"},
        (),
        (
            "objectives: 2 objectives lead back to themselves by carried_from (O-15 → O-18 → O-15), "
            "so that none of them came first.",
        ),
        extracted=("objectives",),
    ),
    Fault(
        "more objectives carried over in a circle than are tolerated",
        (
            "update objectives set carried_from = printf('O-%02d', (substr(objective_id, 3)::int) % 9 + 1) "
            "where objective_id <= 'O-09'",
        ),
        WORK,
        {"objectives.extract.circle": "critical"},
        ("objectives",),
        ("objectives: 9 objectives lead back to themselves by carried_from (O-01 → O-02 → O-03 → O-04 → … → O-01)",),
        extracted=("objectives",),
    ),
    Fault(
        "an objective that was carried over from itself",
        (first("objectives", "carried_from = objective_id"),),
        WORK,
        {"objectives.carried_from_itself": "warning"},
        (),
        ("objectives: 1 objective names itself as what it was carried over from.",),
        extracted=("objectives",),
    ),
    Fault(
        "rally cries that continue one another",
        (
            "update rally_cries set continues = case rally_cry_id when 'answer_once' then 'right_first_invoice' "
            "else 'answer_once' end",
        ),
        SAID,
        {"rally_cries.extract.circle": "critical"},
        ("rally_cries",),
        ("rally_cries: 2 rally cries lead back to themselves by continues (", "so that none of them came first."),
        extracted=("rally_cries",),
    ),
)

RESTATED = (
    Fault(
        "a theme that is the high score by another name", tagged("satisfied", "score >= 9"),
        VOICE, {"theme_pairs.extract.restating/nps satisfied": "warning"}, (),
        ("theme_pairs: the theme “Satisfied” (satisfied) restates the score of NPS: 100 % of the ",
         " answers that name it have scores of 9 or 10, and 100 % of all answers read with such scores name it."),
        extracted=THEMED,
    ),
    Fault(
        "a theme that is part of the low scores, but for some", tagged("bad", "(score <= 5 or response_id % 500 = 0)"),
        VOICE, {"theme_pairs.extract.restating/nps bad": "warning"}, (),
        ("theme_pairs: the theme “Bad” (bad) restates the score of NPS: ", " have scores of 0 to 6, and "),
        extracted=THEMED,
    ),
    Fault(
        "signs that are derived from the score",
        ("update response_themes set sentiment = case when score >= 8 then 1 else -1 end "
         "from survey_responses r where r.response_id = response_themes.response_id and r.metric = 'nps'",),
        VOICE, {"theme_pairs.extract.signs/nps": "warning"}, (),
        ("theme_pairs: praise and complaint follow from the score of NPS: 100 % of the ",
         " mentions taken for praise are of scores of 7 to 10", "are circular."),
        extracted=THEMED,
    ),
    Fault(
        "signs and a theme that are derived from the score",
        (*tagged("satisfied", "score >= 9"),
         "update response_themes set sentiment = case when score >= 9 then 1 else -1 end "
         "from survey_responses r where r.response_id = response_themes.response_id and r.metric = 'nps'"),
        VOICE, {"theme_pairs.extract.signs/nps": "warning", "theme_pairs.extract.restating/nps satisfied": "warning"},
        (), ("mentions taken for praise are of scores of 9 or 10 and 100 % of the ", "taken for no praise are of"),
        extracted=THEMED,
    ),
    Fault(
        "a complaint that only detractors have, one in ten of them",
        tagged("rude", "score <= 6 and response_id % 10 = 3"), VOICE, {}, (), (), extracted=THEMED,
    ),
)  # fmt: skip

PAID_QUARTERLY = (
    "update revenue set amount = 3 * amount",
    "delete from revenue where (extract(year from month) * 12 + extract(month from month) + customer_id) % 3 <> 0",
)
PAID_ONCE = (
    "delete from revenue where exists (select 1 from revenue earlier "
    "where earlier.customer_id = revenue.customer_id and earlier.month < revenue.month)",
)
CONTRADICTIONS = (
    Fault(
        "a sign that is turned in some months",
        (first("revenue", "amount = -amount", 8000, f"month < {LAST_MONTH} and customer_id % 7 = 0"),),
        LEDGER, {"revenue.credits": "warning", "revenue.credits_to_nobody": "warning"}, (),
        ("revenue: ", " customers' months of ", " have credits; they come to ", " paid ("),
    ),
    Fault(
        "invoices of each quarter, booked in the month in which they are sent", PAID_QUARTERLY, ("revenue",),
        {"revenue.rhythm": "critical", "revenue.volume": "critical"}, MONEY,
        ("revenue: ", " pay at intervals, most often every quarter (", " of the months between their first and last"),
    ),
    Fault(
        "single purchases that pass for recurring revenue", PAID_ONCE, ("revenue",),
        {"revenue.single_purchases": "critical", "revenue.volume": "critical"}, MONEY,
        ("revenue: ", " paid once and never again, for example "),
    ),
    Fault(
        "customers who left by one table and pay by another",
        ("update customers set churned_on = date '2024-01-15' "
         "where customer_id % 3 = 0 and churned_on is null and acquired_on < date '2024-01-01'",),
        ("customers", "revenue"), {"customers.churned_and_paying": "warning"}, (),
        ("customers: ", " customers are marked as gone and have paid later than three months after it: ",
         " of the last twelve months' "),
    ),
    Fault(
        "departures that nobody noted", ("update customers set churned_on = null where customer_id % 3 = 0",),
        ("customers", "revenue"), {"customers.silent_and_not_churned": "warning"}, (),
        ("customers: ", " who have paid nothing for a year are not marked as gone (", "with the last payment."),
    ),
    Fault(
        "customers acquired after they had paid",
        ("update customers set acquired_on = acquired_on + interval 8 month "
         "where customer_id % 5 = 0 and acquired_on < date '2025-06-01'",),
        ("customers", "revenue"), {"customers.paid_before_acquired": "warning"}, (),
        ("customers: ", " paid more than a month before their acquired_on, for example customer "),
    ),
    Fault(
        "revenue that is booked elsewhere than its customer is",
        ("update revenue set region = (select max(region) from revenue) where customer_id % 2 = 0",),
        ("customers", "revenue"), {"revenue.revenue_elsewhere": "warning"}, (),
        ("revenue: ", " are booked in another region or segment than the customer's: ", "; most often they say "),
    ),
    Fault(
        "renewals that were lost of customers who stay",
        ("update renewals set outcome = 'lost' where outcome = 'renewed' and due_on < date '2026-04-01' "
         "and due_on >= date '2025-08-01' and customer_id % 4 = 0",),
        ("renewals", "revenue"), {"renewals.lost_and_paying": "warning"}, (),
        ("renewals: ", " said to be lost (", " who paid in all of the three months after it, "),
    ),
    Fault(
        "renewals of customers who are gone", ("update renewals set outcome = 'renewed', value_renewed = value_due "
                                               "where outcome = 'lost'",),
        ("renewals", "revenue"), {"renewals.renewed_and_not_paying": "warning"}, (),
        ("renewals: ", " said to be renewed (", " who paid nothing in the three months after it, "),
    ),
    Fault(
        "deals of a company without new customers",
        ("update customers set acquired_on = acquired_on - interval 40 month",), ("opportunities", "customers"),
        {"opportunities.won_and_acquired": "warning"}, (),
        ("opportunities: ", " deals won stand beside ", " customers acquired in the last twelve months."),
    ),
    Fault(
        "answers given elsewhere than their customers are",
        ("update survey_responses set region = (select max(region) from customers) where response_id % 3 = 0",),
        ("survey_responses", "customers"), {"survey_responses.answers_elsewhere": "warning"}, (),
        ("survey_responses: ", " name another region or segment than their customer has, ", "; most often they say "),
    ),
    Fault(
        "invitations written anew when they are answered",
        ("update survey_invitations set invited_on = invited_on + interval 2 month "
         "where invited_on < date '2026-05-01' and invitation_id % 20 = 0",),
        ("survey_responses", "survey_invitations"), {"survey_responses.answered_before_invited": "warning"}, (),
        ("survey_responses: ", " were given on a day before it was sent, for example "),
    ),
    Fault(
        "answers to what was never delivered", ("update survey_invitations set delivered = false where invitation_id "
                                                "in (select invitation_id from survey_responses limit 500)",),
        ("survey_responses", "survey_invitations"), {"survey_responses.answered_undelivered": "warning"}, (),
        ("survey_responses: ", " to one that is said not to have been delivered, for example "),
    ),
    *(Fault(
        f"answers about a {kind} that are given before it", (
            f"update survey_responses set about_kind = '{kind}', about_id = (select case when response_id % 20 = 0 "
            f"then max_by({kind}_id, {began}) else min_by({kind}_id, {began}) end from {table}) "
            "where responded_at between date '2025-01-01' and date '2026-01-01'",
        ),
        ("survey_responses", table), {f"survey_responses.answered_before_{kind}": "warning"}, (),
        ("survey_responses: ", f" about a {kind} (5", f" %) were given before its {began}, for example "),
    ) for kind, table, began in ABOUT_WHAT),
    *(Fault(
        f"answers about a {kind} that nobody knows", (
            f"update survey_responses set about_kind = '{kind}', about_id = 'x' where response_id % 9 = 0",
        ),
        ("survey_responses", table), {f"survey_responses.about_no_{kind}": "warning"}, (),
        ("survey_responses: ", f" about a {kind} (100 %) name an about_id that is no {kind}_id in {table}, for ex"),
    ) for kind, table, _ in ABOUT_WHAT),
    Fault(
        "answers that are given before what they are about happens", (
            "update survey_responses set happened_at = responded_at + case when response_id % 20 = 0 then "
            "interval 5 minute else -interval 5 minute end where happened_at is not null",
        ),
        ("survey_responses",), {"survey_responses.answered_before_it_happened": "warning"}, (),
        ("survey_responses: ", " of ", " that say when what they are about happened (5",
         " %) were given before its happened_at, for example "),
    ),
    Fault(
        "answers of which the invitations are missing",
        ("delete from survey_invitations where invited_on >= date '2025-01-01' and invited_on < date '2025-06-01'",),
        ("survey_responses", "survey_invitations"),
        {"survey_responses.more_answers_than_invitations": "warning",
         "survey_responses.invitation_id.reference": "critical", "survey_invitations.months": "critical",
         "survey_invitations.volume": "critical"},
        ("invitations",), ("survey_responses: ", " more answers that name an invitation than invitations in"),
    ),
    Fault(
        "a theme that is closed while work on it is open",
        ("update tasks set completed_on = null, kind = 'corrective_action', theme_id = (select min(theme_id) from "
         "theme_stages where stage = 'closed') where task_id in (select min(task_id) from tasks)",),
        WORK, {"theme_stages.closed_with_open_tasks": "warning"}, (),
        ("theme_stages: 1 theme of 2 that are closed has open corrective tasks, 1 in all, for example ",),
    ),
    Fault(
        "cases that are closed and never ended",
        (first("support_cases", "resolved_at = null", 300, "resolved_at is not null"),),
        SERVICE, {"support_cases.closed_without_end": "warning"}, (),
        ("support_cases: 300 cases of ", " said to be closed (", " have no resolved_at, for example "),
    ),
    Fault(
        "cases that are open and have ended",
        (first("support_cases", "status = 'open'", 300, "resolved_at is not null"),),
        SERVICE, {"support_cases.open_with_end": "warning"}, (),
        ("support_cases: 300 cases of ", " said to be open (", " have a resolved_at, for example "),
    ),
)  # fmt: skip

FAULTS = (*KEYS_AND_NULLS, *VALUES, *REFERENCES, *SHAPES, *VOLUMES, *CIRCLES, *REGIONS, *RESTATED, *CONTRADICTIONS)

PLANTED = (
    "customers that are there twice",
    "a ledger row without a month",
    "an objective without a department",
    "a task without a due date",
    "scores of 11",
    "two answers from the future",
    "weights below nought",
    "a stage that there is not",
    "a share above one",
    "negative money",
    "cases resolved before they were opened",
    "systems that were not loaded",
    "tags of unknown themes",
    "an optional column renamed",
    "an empty table",
    "a load that came twice",
    "a decision on nothing that there is",
    "comments on a period in words of their own",
    "customers who left by one table and pay by another",
    "revenue that is booked elsewhere than its customer is",
    "renewals that were lost of customers who stay",
    "a theme that is closed while work on it is open",
)
"""Faults that do not stand in each other's way: all at once, on every engine."""


def planted() -> list[str]:
    """Return the statements that plant them."""
    return [statement for fault in FAULTS if fault.name in PLANTED for statement in fault.plant]
