"""Cubes: sums by month and place; any filter is a sum of them."""

from __future__ import annotations

from queries.kinds.answer_cubes import ANSWERS
from queries.kinds.case_cubes import CASES
from queries.kinds.dataset import LABELLED, MONTHLY, Dataset, counts, sums
from queries.kinds.journey_cubes import JOURNEYS

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
    *CASES,
    *JOURNEYS,
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
    # Revenue of a closed month may still be corrected, and customers be found: all months are asked.
    Dataset(
        "revenue_matches", "cube",
        "Revenue by whether its customer is known; unmatched are the rows that name nobody, or somebody of whom there "
        "is no record. One row is a month, region and segment.",
        MONTHLY, {**counts("n", "unmatched"), **sums("revenue", "unmatched_revenue")},
        ("revenue", "customers"), not_null=("month",), signed=("revenue", "unmatched_revenue"),
    ),
    Dataset(
        "concession_sizes", "cube",
        "How large was what was given to customers by discretion. One row is a month, region, segment, department and "
        "bucket: 8 log2(amount), rounded; what has no amount, or one of nothing, is in none.",
        {**MONTHLY, "department_id": "text", "bucket": "integer"},
        {**counts("n"), **sums("amount")},
        ("concessions",), ("customers",), open_months=True, not_null=("month", "bucket"),
    ),
    Dataset(
        "finance", "cube",
        "The ledger. One row is a month, region, segment (none: not allocated) and line.",
        {**MONTHLY, "line": "text"},
        sums("amount"),
        ("finance",), (), group="money", open_months=True, not_null=("month", "line"), signed=("amount",),
    ),
    # Revenue of a closed month may still be corrected: all months are asked, also by label.
    Dataset(
        "customer_revenue", "cube",
        "What customers brought, credits taken off. One row is a month, region and segment.",
        MONTHLY,
        sums("amount"),
        ("revenue",), ("customers",), group="money", not_null=("month",), signed=("amount",),
    ),
    Dataset(
        "revenue_by_label", "cube",
        "What customers brought by the company's own dimensions; what was booked without a label is in none. One row "
        "is a month, dimension and label (none: all beyond those kept apart).",
        LABELLED,
        sums("amount"),
        ("revenue",), ("customers",), group="money", not_null=("month", "dimension", "label"), signed=("amount",),
    ),
    Dataset(
        "engagements", "cube",
        "Contacts that the company began. One row is a month, region, segment and purpose ('sell', 'help', 'inform').",
        {**MONTHLY, "purpose": "text"},
        counts("n", "enabling"),
        ("engagements",), ("customers",), open_months=True, not_null=("month", "purpose"),
    ),
    Dataset(
        "heard", "cube",
        "The times that customers were heard: answers to surveys, support cases, and comments that are neither. One "
        "row is a month, region, segment, kind ('survey', 'case', 'comment') and source of comments (empty: none).",
        {**MONTHLY, "kind": "text", "source": "text"},
        counts("n", "named"),
        ("survey_responses",), ("support_cases", "feedback", "customers"), open_months=True,
        not_null=("month", "kind", "source"),
    ),
    # An answer may come months later, and the first one that is noted tells that a source's answers are: all months
    # are asked.
    Dataset(
        "feedback", "cube",
        "Comments that are no survey by the month in which they were received; of those whose answers are noted, how "
        "many were to be answered by the end of the data, were answered, and were within seven days. One row is a "
        "month, region, segment, source and theme (none: not said).",
        {**MONTHLY, "source": "text", "theme_id": "text"},
        counts("n", "noted", "due", "answered", "in_time"),
        ("feedback",), ("customers",), not_null=("month", "source"),
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
