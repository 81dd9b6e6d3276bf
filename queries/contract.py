"""The warehouse contract: every table a company may provide, column by column.

One table is required, ``survey_responses``; every other is optional. A ``?`` behind a column's name
marks one that may be null or absent. Types are the six below, whatever the engine calls them. Checks,
the doctor, the queries' outer shape and the page 'what to connect next' are all derived from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from queries.columns import Column, Table, Type
from queries.columns import boolean as _boolean
from queries.columns import date as _date
from queries.columns import integer as _integer
from queries.columns import number as _number
from queries.columns import scored as _scored
from queries.columns import subject as _subject
from queries.columns import telling as _telling
from queries.columns import text as _text
from queries.columns import time as _time
from queries.scales import METRICS
from queries.subjects import COMMENTED, DECIDED

__all__ = [
    "CONTRACT",
    "FINANCE_LINES",
    "STAND_INS",
    "TABLES",
    "THEME_STAGES",
    "Column",
    "Table",
    "Type",
]

THEME_STAGES = ("identified", "contained", "root_cause", "corrective_action", "verification", "closed")
"""The stages of a theme, in their order."""

FINANCE_LINES = (
    "revenue", "recurring_revenue", "gross_margin", "operating_cost", "cost_to_serve", "acquisition_spend",
    "retention_spend",
)  # fmt: skip

_REGION = _text("region?")
_PLACE = (_REGION, _text("segment?"))
_CUSTOMER = _text("customer_id?", to="customers")
_DEPARTMENT = _text("department_id", to="departments")
_DEPARTMENT_OR_NONE = _text("department_id?", to="departments")
_MEANS = _text("means?", "people", "process", "technology")
_LEVEL = _text("level?", "staff", "manager", "executive")

TABLES: tuple[Table, ...] = (
    Table("survey_responses", "an answer", f"{', '.join(METRICS.values())}; Top Ten; journeys; Voice of the Customer", (
        _text("response_id"), _CUSTOMER, _time("responded_at", past=True), _text("metric", *METRICS),
        _integer("score"), *_PLACE, _text("journey?"), _text("journey_stage?"), _text("channel?"), _text("mode?"),
        _DEPARTMENT_OR_NONE, _telling(_number("weight?", 0)), _text("invitation_id?", to="survey_invitations"),
        _text("comment?"), _telling(_boolean("coded?")), _text("about_id?"),
        _text("about_kind?", "journey", "case", "order"), _time("happened_at?", past=True),
    ), key=("response_id",), required=True),
    Table("customers", "a customer (an account in B2B)", "bridge, cohorts, earned growth, coverage", (
        _text("customer_id"), *_PLACE, _date("acquired_on?", past=True),
        _text("acquisition_source?", "earned", "bought"), _date("churned_on?"), _text("churn_reason?"),
        _text("account_name?"),
    ), key=("customer_id",)),
    Table("churn_events", "a time at which a customer left", "why customers left, where one left more than once", (
        _text("customer_id", to="customers"), _date("churned_on", past=True), _text("reason?"),
        _date("returned_on?", past=True),
    ), key=("customer_id", "churned_on")),
    Table("survey_invitations", "a survey sent", "response rate, who is silent", (
        _text("invitation_id"), _CUSTOMER, _date("invited_on", past=True), _text("metric", *METRICS), *_PLACE,
        _text("channel?"), _text("mode?"), _boolean("delivered"),
    ), key=("invitation_id",)),
    Table("departments", "a department or line of business", "accountability", (
        _text("department_id"), _text("name"), _text("executive?"), _boolean("customer_facing?"),
        _integer("headcount?", 0),
    ), key=("department_id",)),
    Table("regions", "a region, or what regions are a part of", "order and roll-up of regions", (
        _text("region"), _text("parent?", to="regions"), _text("leader?"), _integer("position?"),
    ), key=("region",)),
    Table("themes", "a feedback theme", "Top Ten", (
        _text("theme_id"), _text("name"), _text("definition?"), _DEPARTMENT_OR_NONE, _text("sponsor?"),
    ), key=("theme_id",)),
    Table("theme_stages", "a theme reaching a stage", "Top Ten", (
        _text("theme_id", to="themes"), _text("stage", *THEME_STAGES), _date("entered_on"),
    )),
    Table("theme_departments", "a line of business's part in a cross-LOB theme", "Top Ten", (
        _text("theme_id", to="themes"), _DEPARTMENT, _number("share?", 0, 1),
    ), key=("theme_id", "department_id")),
    Table("response_themes", "a theme named in an answer", "Top Ten", (
        _text("response_id", to="survey_responses"), _text("theme_id", to="themes"), _integer("sentiment?", -1, 1),
        _text("tag_version?"),
    )),
    Table("feedback", "a comment that is no survey", "where feedback comes from", (
        _text("feedback_id"), _text("source"), _date("received_on", past=True), _CUSTOMER, *_PLACE, _text("text?"),
        _text("theme_id?", to="themes"), _time("answered_at?", past=True),
    ), key=("feedback_id",)),
    Table("rally_cries", "a company-wide goal of a period", "accountability", (
        _text("rally_cry_id"), _text("statement"), _date("starts_on"), _date("ends_on"), _text("executives?"),
        _text("continues?", to="rally_cries"),
    ), key=("rally_cry_id",)),
    Table("objectives", "a goal that a department has taken on", "accountability, conflicts, incentives", (
        _text("objective_id"), _text("title"), _DEPARTMENT, _text("rally_cry_id?", to="rally_cries"),
        _text("principle?"), _text("company_goal?"), _text("metric"), _text("direction", "up", "down"),
        _text("unit?"), *_PLACE, _number("baseline?"), _number("target"), _text("family", "customer", "cost", "growth"),
        _text("audience", "internal", "external"), _text("written_from?", "customer", "company"),
        _number("incentive_weight?", 0, 1), _date("starts_on"), _date("due_on"),
        _text("status?", "open", "carried_over", "revised", "dropped", "met"),
        _text("carried_from?", to="objectives"), _text("reason?"), _MEANS,
    ), key=("objective_id",)),
    Table("objective_values", "where an objective stood", "did it move; conflicts", (
        _text("objective_id", to="objectives"), _date("month", past=True), _number("actual"),
    ), key=("objective_id", "month")),
    Table("tasks", "a measurable task", "accountability, Top Ten", (
        _text("task_id"), _text("title"), _DEPARTMENT, _text("owner?"), _text("objective_id?", to="objectives"),
        _text("theme_id?", to="themes"), _text("kind", "task", "root_cause", "corrective_action"),
        _date("created_on", past=True), _date("original_due_on"), _date("due_on"), _date("completed_on?", past=True),
        _date("cancelled_on?", past=True), _date("reopened_on?", past=True), _date("blocked_since?", past=True),
        _boolean("preventive?"), _text("effect?", "verified", "none", "too_early"), _REGION,
    ), key=("task_id",)),
    Table("recognitions", "praise or reward for something done for customers", "incentives", (
        _date("given_on", past=True), _DEPARTMENT, _text("kind", "formal", "informal"), _boolean("for_customers"),
        _text("accomplishment?"), _REGION, _LEVEL,
    )),
    Table("targets", "a target for a month, or for the quarter or year that closes with it", "scorecard, journeys", (
        _text("metric"), *_PLACE, _text("journey_stage?"), _date("month"), _text("span?", "month", "quarter", "year"),
        _number("target"),
    )),
    Table("benchmarks", "an outside figure", "scorecard", (
        _text("metric"), _text("source"), _date("as_of", past=True), _number("value"), _text("note?"),
    )),
    Table("revenue", "a customer's month", "retention, bridge, money at stake", (
        _text("customer_id", to="customers"), _date("month"), _number("amount"), *_PLACE,
    ), key=("customer_id", "month")),
    Table("subscriptions", "a subscription", "retention, bridge, money at stake, in place of revenue", (
        _text("subscription_id"), _text("customer_id", to="customers"), _date("started_on"), _date("ended_on?"),
        _number("amount", 0), _integer("interval_months", 1), _text("plan?"), _boolean("trial?"),
    ), key=("subscription_id",), in_place_of="revenue"),
    Table("invoices", "an invoice, or a credit", "retention, bridge, money at stake, in place of revenue", (
        _text("invoice_id"), _text("customer_id", to="customers"), _date("period_start"), _date("period_end"),
        _number("amount"), _date("paid_on?", past=True),
    ), key=("invoice_id",), in_place_of="revenue"),
    Table("revenue_movements", "what moved a customer's monthly revenue", "retention, bridge, money at stake, in place "
          "of revenue", (
        _text("customer_id", to="customers"), _date("moved_on", past=True),
        _text("kind", "new", "upgrade", "downgrade", "churn", "reactivated"), _number("amount"),
    ), in_place_of="revenue"),
    Table("finance", "a ledger figure", "CX beside finance; reconciliation of revenue", (
        _date("month"), *_PLACE, _text("line", *FINANCE_LINES), _number("amount"),
    )),
    Table("renewals", "a renewal that falls due", "renewal rate, top customers, revenue at risk", (
        _text("customer_id", to="customers"), _date("due_on"), _number("value_due", 0),
        _text("outcome?", "renewed", "lost"), _number("value_renewed?", 0),
    )),
    Table("opportunities", "a sales opportunity", "conversion beside retention", (
        _text("opportunity_id"), *_PLACE, _date("created_on", past=True), _date("closed_on?", past=True),
        _text("outcome", "won", "lost", "open"), _number("amount?", 0),
    ), key=("opportunity_id",)),
    Table("engagements", "a contact that the company began", "after the purchase", (
        _date("engaged_on", past=True), _CUSTOMER, *_PLACE, _text("purpose", "sell", "help", "inform"),
        _boolean("enablement?"),
    )),
    Table("support_cases", "a contact or case", "service, handle time beside resolution, channels, partners", (
        _text("case_id"), _CUSTOMER, *_PLACE, _DEPARTMENT_OR_NONE, _text("channel?"), _text("handled_by?"),
        _time("opened_at", past=True), _time("first_response_at?", past=True), _time("resolved_at?", past=True),
        _boolean("abandoned?"), _boolean("first_contact_resolved?"), _number("handle_minutes?", 0),
        _integer("transfers?", 0), _scored("csat?", "csat"), _text("bot_outcome?", "resolved", "escaped", "abandoned"),
        _boolean("proactive?"), _text("journey_stage?"), _text("status?", "open", "closed"), _boolean("escalated?"),
        _time("human_asked_at?", past=True), _time("human_reached_at?", past=True),
    ), key=("case_id",)),
    Table("journey_stages", "a stage of a journey, as the company draws it", "order and ownership of stages", (
        _text("journey"), _text("stage"), _integer("position"), _DEPARTMENT_OR_NONE, _boolean("is_last?"),
    ), key=("journey", "stage")),
    Table("journey_steps", "a step of one customer's journey", "journeys end to end, hand-offs", (
        _text("journey_id"), _CUSTOMER, *_PLACE, _text("journey"), _text("stage"), _integer("step_number"),
        _DEPARTMENT_OR_NONE, _time("started_at", past=True), _time("promised_at?"), _time("completed_at?", past=True),
        _time("abandoned_at?", past=True),
    ), key=("journey_id", "step_number")),
    Table("sponsorships", "a sponsored account", "executive sponsors", (
        _text("customer_id", to="customers"), _text("sponsor"), _text("sponsor_department_id?", to="departments"),
        _date("started_on"), _text("goal?"), _integer("open_actions?", 0),
    )),
    Table("sponsor_reviews", "a review of a sponsored account", "executive sponsors", (
        _text("customer_id", to="customers"), _date("held_on", past=True), _integer("departments?", 0),
    )),
    Table("sponsor_teams", "a department that looks after a sponsored account", "executive sponsors", (
        _text("customer_id", to="customers"), _DEPARTMENT,
    ), key=("customer_id", "department_id")),
    Table("pilots", "a pilot", "pilots", (
        _text("pilot_id"), _text("name"), _DEPARTMENT_OR_NONE, _text("metric"), _date("starts_on"), _date("ends_on?"),
        _text("hypothesis?"), _text("stage?", "running", "stopped", "adopted", "scaled"), _date("decided_on?"),
        _MEANS,
    ), key=("pilot_id",)),
    Table("pilot_units", "a unit in a pilot", "pilots", (
        _text("pilot_id", to="pilots"), _text("arm", "pilot", "comparison"), *_PLACE, _DEPARTMENT_OR_NONE, _CUSTOMER,
        _date("joined_on?"),
    )),
    Table("employee_pulse", "an anonymous answer of an employee", "people and culture", (
        _date("wave", past=True), _DEPARTMENT, _LEVEL, _text("question"),
        _integer("score"),
    )),
    Table("employee_signals", "what staff say works or does not", "people and culture", (
        _text("signal_id"), _date("raised_on", past=True), _DEPARTMENT, _text("title"),
        _text("barrier?", "operational", "cultural", "technical"), _text("theme_id?", to="themes"),
        _integer("votes?", 0), _date("answered_on?", past=True), _text("status?"),
    ), key=("signal_id",)),
    Table("leader_contacts", "a leader meeting the front line or customers", "people and culture", (
        _text("leader"), _DEPARTMENT_OR_NONE, _text("kind", "shadowing", "customer_meeting", "cx_review"),
        _date("happened_on"), _boolean("planned?"), _integer("observations?", 0), _integer("tasks_created?", 0),
        _REGION, _LEVEL,
    )),
    Table("concessions", "a discretionary act for a customer", "empowerment", (
        _text("concession_id"), _CUSTOMER, _text("case_id?", to="support_cases"), _DEPARTMENT_OR_NONE,
        _date("given_on", past=True), _text("kind"), _number("amount", 0), _boolean("needed_approval?"),
    ), key=("concession_id",)),
    Table("training", "a course in a department and month", "people and culture", (
        _DEPARTMENT, _date("month"), _text("course"), _integer("eligible", 0), _integer("completed", 0),
        _REGION,
    )),
    Table("change_requests", "what the CX lead asked of a department", "accountability", (
        _text("request_id"), _DEPARTMENT, _text("title"), _date("raised_on", past=True),
        _text("decision?", "accepted", "declined"), _date("decided_on?", past=True), _text("kind?", "change", "data"),
        _REGION,
    ), key=("request_id",)),
    Table("lob_sessions", "a session of the cross-LOB community", "accountability, Voice of the Customer", (
        _date("held_on"), _DEPARTMENT, _boolean("attended"),
        _text("kind", "community", "voc_workshop", "journey_mapping", "project", "all_hands"), _text("journey?"),
        _text("theme_id?", to="themes"), _REGION,
    )),
    Table("source_systems", "a system that holds customer records", "the unified view of the customer", (
        _text("system"), _text("owner_department_id?", to="departments"), _integer("customers_matched", 0),
        _integer("customers_total", 0), _integer("duplicates?", 0), _time("last_loaded_at"),
    ), key=("system",)),
    Table("decisions", "an answer to what needed a decision", "accountability: what was decided, and why", (
        _text("decision_id"), _subject(*DECIDED), _text("asked_of?"), _date("decided_on", past=True), _text("choice"),
        _text("reason?"),
    ), key=("decision_id",)),
    Table("comments", "what somebody thinks of a number, a page or a period", "opinions beside what they speak of", (
        _subject(*COMMENTED), _text("period?"), _text("region?"), _text("author"), _date("written_on", past=True),
        _text("text"),
    ), key=("subject", "period", "region", "author", "written_on", "text")),
)  # fmt: skip

CONTRACT: Mapping[str, Table] = MappingProxyType({table.name: table for table in TABLES})
"""Table name → table."""

STAND_INS = tuple(table.name for table in TABLES if table.in_place_of)
"""Tables that stand in for another; of several that are there the first does."""
