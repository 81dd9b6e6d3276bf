"""Cubes: sums by month and place; any filter is a sum of them."""

from __future__ import annotations

from queries.kinds.answer_cubes import ANSWERS
from queries.kinds.dataset import MONTHLY, Dataset, counts, sums

CUBES: tuple[Dataset, ...] = (
    *ANSWERS,
    # Revenue of a closed month may still be corrected, and whoever left be there after all: all months are asked.
    Dataset(
        "last_answers", "cube",
        "The customers of the month before, by whether they are gone (1) or stayed (0), and by their last answer to a "
        "relationship survey in the twelve months that end with that month: 'promoter', 'passive', 'detractor' or "
        "'silent'. One row is the month, a region, a segment, gone or not, and what was said.",
        {**MONTHLY, "gone": "integer", "said": "text"},
        counts("customers"),
        ("revenue", "survey_responses"), ("customers",), not_null=("month", "gone", "said"),
    ),
    Dataset(
        "theme_risk", "cube",
        "The customers of a month whose answers in the months of the Top Ten's window up to it were read for themes, "
        "with what they brought, by the themes that they named; of those who could be followed for twelve months, how "
        "many were then gone, and what these had brought. One row is the month, a region, a segment, a metric, the "
        "customers' tenure (none: not known) and a set of themes: the sum of 2 to the power of their numbers.",
        {**MONTHLY, "metric": "text", "tenure": "text", "themes": "integer"},
        {**counts("customers"), **sums("revenue"), **counts("followed", "lost"), **sums("lost_revenue")},
        ("revenue", "survey_responses", "response_themes"), ("customers",), group="theme_risk",
        not_null=("month", "metric", "themes"),
    ),
    Dataset(
        "cases", "cube",
        "Support cases by the month in which they were opened. One row is a month, region, segment, department and "
        "channel.",
        {**MONTHLY, "department_id": "text", "channel": "text"},
        {**counts("n", "contact_known", "contact_resolved", "abandonment_known", "abandoned",
                   "transfers_known", "handled"),
         **sums("transfers", "transfers_squared", "handle_minutes", "handle_minutes_squared")},
        ("support_cases",), ("customers",), open_months=True, not_null=("month",),
    ),
    Dataset(
        "case_scores", "cube",
        "What customers gave support cases, by the month in which they were opened. One row is a month, region, "
        "segment, department, channel and score.",
        {**MONTHLY, "department_id": "text", "channel": "text", "score": "integer"},
        counts("n"),
        ("support_cases",), ("customers",), open_months=True, not_null=("month", "score"),
        columns_needed=("support_cases.csat",),
    ),
    Dataset(
        "resolutions", "cube",
        "Support cases by the month in which they were resolved, with the hours that it took. One row is a month, "
        "region, segment and department.",
        {**MONTHLY, "department_id": "text"},
        {**counts("n"), **sums("hours", "hours_squared")},
        ("support_cases",), ("customers",), open_months=True, not_null=("month",),
        columns_needed=("support_cases.resolved_at",),
    ),
    # The duration of an open case grows until it is resolved, however long ago it was opened: all months are asked.
    Dataset(
        "case_durations", "cube",
        "Support cases by the month in which they were opened and by how long they lasted, resolved or still open at "
        "the end of the data. One row is a month, region, segment and bucket: 8 log2(hours), rounded.",
        {**MONTHLY, "bucket": "integer"},
        counts("n", "resolved", "open_at_end", "left_out"),
        ("support_cases",), ("customers",), not_null=("month", "bucket"),
        columns_needed=("support_cases.resolved_at",),
    ),
    # So does the time for which a case waits that nobody has responded to.
    Dataset(
        "first_responses", "cube",
        "Support cases by the month in which they were opened and by how long they waited for a first response, or "
        "still wait at the end of the data. One row is a month, region, segment and bucket: 8 log2(hours), rounded.",
        {**MONTHLY, "bucket": "integer"},
        counts("n", "responded", "waiting_at_end", "left_out"),
        ("support_cases",), ("customers",), not_null=("month", "bucket"),
        columns_needed=("support_cases.first_response_at",),
    ),
    Dataset(
        "journeys", "cube",
        "Customers' journeys by the month for which their completion was promised; the month of an open one can still "
        "change. One row is a month, region, segment and journey.",
        {**MONTHLY, "journey": "text"},
        counts("due", "on_time"),
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "journey"),
    ),
    # Whoever took up a hand-off, and gave it up again, may have done so long after: all months are asked.
    Dataset(
        "hand_offs", "cube",
        "Hand-offs of journeys from one department to another, by the month of handing over: those taken "
        "up, those given up there, and the hours waited. One row is a month, region, segment and the two departments.",
        {**MONTHLY, "from_department": "text", "to_department": "text"},
        {**counts("handed", "taken", "abandoned", "timed"), **sums("wait_hours")},
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "from_department", "to_department"),
    ),
    Dataset(
        "opportunities", "cube",
        "Sales opportunities by the month in which they were closed. One row is a month, region, segment and outcome.",
        {**MONTHLY, "outcome": "text"},
        {**counts("n", "amount_known"), **sums("amount")},
        ("opportunities",), (), open_months=True, not_null=("month", "outcome"),
    ),
    Dataset(
        "commitments", "cube",
        "Tasks by the month in which they were first due; cancelled ones are left out. One row is a month and "
        "department.",
        {"month": "integer", "department_id": "text"},
        counts("due", "completed", "on_time"),
        ("tasks",), not_null=("month", "department_id"),
    ),
    Dataset(
        "concessions", "cube",
        "What was given to customers by discretion. One row is a month, region, segment, department and kind.",
        {**MONTHLY, "department_id": "text", "kind": "text"},
        {**counts("n", "amount_known", "approval_known", "approved"), **sums("amount")},
        ("concessions",), ("customers",), open_months=True, not_null=("month", "kind"),
    ),
    Dataset(
        "finance", "cube",
        "The ledger. One row is a month, region, segment (none: not allocated) and line.",
        {**MONTHLY, "line": "text"},
        sums("amount"),
        ("finance",), (), group="money", open_months=True, not_null=("month", "line"), signed=("amount",),
    ),
    Dataset(
        "engagements", "cube",
        "Contacts that the company began. One row is a month, region, segment and purpose ('sell', 'help', 'inform').",
        {**MONTHLY, "purpose": "text"},
        counts("n", "enabling"),
        ("engagements",), ("customers",), open_months=True, not_null=("month", "purpose"),
    ),
    # Whether a renewal comes is often known long after it was due: all months are asked.
    Dataset(
        "renewals", "cube",
        "Renewals by the month in which they fell due: how many, and of what value a year, were renewed, lost, or are "
        "not decided. One row is a month, region and segment.",
        MONTHLY,
        {**counts("due", "renewed", "lost"),
         **sums("value_due", "value_open", "value_known", "value_kept", "value_renewed")},
        ("renewals",), ("customers",), not_null=("month",),
    ),
    Dataset(
        "price_steps", "cube",
        "Customers of two months in a row, by how many thousandths more they paid in the second (0: none, less, or "
        "more than 300). One row is the second month, a region, a segment and a step.",
        {**MONTHLY, "step": "integer"},
        {**counts("customers"), **sums("opening_revenue", "closing_revenue")},
        ("revenue",), ("customers",), group="money", not_null=("month", "step"),
    ),
)  # fmt: skip
