"""Samples: the few rows of a large table that matter one by one."""

from __future__ import annotations

from queries.kinds.dataset import PLACE, Dataset, counts, sums

SAMPLES: tuple[Dataset, ...] = (
    # The 50 largest of each region and segment: whatever is filtered by, the largest of those asked for are among them.
    Dataset(
        "accounts", "sample",
        "The customers that matter most: the 500 that brought most over the last twelve months, the 50 that did so in "
        "each region and segment, and the sponsored, with what is known of each today. place_customers and "
        "place_revenue count every customer of the row's region and segment. One row is a customer.",
        {"customer_id": "text"},
        {"account_name": "text", **PLACE, **sums("month_revenue", "year_revenue", "year_before_revenue"),
         **counts("last_paid_month", "place_customers"), **sums("place_revenue"), "churned_on": "date",
         **counts("score"), "answered_on": "date", **counts("open_cases"), "oldest_case_on": "date",
         **counts("sponsored"), "sponsor": "text", "sponsor_department_id": "text", **counts("open_actions"),
         "renews_on": "date", **sums("value_due"), "last_due_on": "date", "last_outcome": "text"},
        ("revenue",), ("customers", "survey_responses", "support_cases", "sponsorships", "renewals"),
        bound=200_000, not_null=("customer_id",), signed=("month_revenue", "year_revenue", "year_before_revenue"),
    ),
    Dataset(
        "sponsored_accounts", "sample",
        "The accounts that somebody sponsors, with what is known of each on the snapshot's day. week_reviews are those "
        "held over the seven days up to then; none is known where no reviews are kept. One row is a customer.",
        {"customer_id": "text"},
        {"account_name": "text", **PLACE, "sponsor": "text", "sponsor_department_id": "text", "started_on": "date",
         "goal": "text", **counts("open_actions", "week_reviews"), "last_review_on": "date",
         **counts("last_departments"), "churned_on": "date", **counts("score"), "answered_on": "date",
         "renews_on": "date", **sums("value_due"), "last_due_on": "date", "last_outcome": "text"},
        ("sponsorships",), ("customers", "survey_responses", "renewals", "sponsor_reviews"),
        bound=200_000, not_null=("customer_id",),
    ),
    Dataset(
        "sponsor_matches", "sample",
        "Sponsored accounts, each with up to five customers who never had a sponsor and were alike in region, segment, "
        "tenure and revenue when its sponsorship began. Revenue is of three months: those before it began, and the "
        "latest. Before and after are answers to relationship surveys in the year before it and in the last twelve "
        "months of it. Place and month are the account's. One row is an account and a place; at 0 it stands itself.",
        {"account_id": "text", "place": "integer"},
        {"customer_id": "text", **PLACE, **counts("start_month"), **sums("base_revenue", "latest_revenue"),
         **counts("before_n"), **sums("before_outcome"), **counts("after_n"), **sums("after_outcome")},
        ("sponsorships", "revenue"), ("customers", "survey_responses"), bound=1_200_000,
        not_null=("account_id",),
        signed=("base_revenue", "latest_revenue", "before_outcome", "after_outcome"),
    ),
    Dataset(
        "account_events", "sample",
        "What happened with the 500 largest accounts and the sponsored, 200 rows of each at most: revenue of 36 "
        "months, the themes named last, and the newest of all else. Nothing that a customer wrote is among it. One row "
        "is an account and a number.",
        {"customer_id": "text", "number": "integer"},
        {**PLACE, "kind": "text", "happened_on": "date", "what": "text", "detail": "text", **sums("value"),
         "until_on": "date"},
        ("customers",),
        ("survey_responses", "response_themes", "revenue", "renewals", "support_cases", "journey_stages",
         "journey_steps", "sponsorships", "sponsor_reviews"),
        not_null=("customer_id",), signed=("value",),
    ),
    Dataset(
        "sponsor_teams", "sample",
        "The departments that look after a sponsored account, with the account's region. One row is a customer and a "
        "department.",
        {"customer_id": "text", "department_id": "text"}, {"region": "text"},
        ("sponsor_teams",), ("customers",), bound=200_000, not_null=("customer_id", "department_id"),
    ),
    Dataset(
        "verbatims", "sample",
        "What customers say of a theme in their own words, masked: the newest 20 answers of each theme, region and "
        "month, praise and complaint in turn. score is on the metric’s scale, sentiment how the theme was named. One "
        "row is an answer and a theme that it names.",
        {"theme_id": "text", "region": "text", "month": "integer", "position": "integer"},
        {"segment": "text", "metric": "text", **counts("score", "sentiment"), "text": "text"},
        ("survey_responses", "response_themes"), ("customers",), bound=1_000_000,
        not_null=("theme_id", "month", "position"), columns_needed=("survey_responses.comment",),
        signed=("sentiment",), masked=("text",), switch="verbatims.on",
    ),
)  # fmt: skip
