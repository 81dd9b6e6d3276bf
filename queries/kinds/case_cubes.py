"""Cubes of support cases: by place, and by what they are told by beside it."""

from __future__ import annotations

from queries.kinds.dataset import LABELLED, MONTHLY, Dataset, counts, sums

_CONTACTS = {
    **counts(
        "n",
        "contact_known",
        "contact_resolved",
        "abandonment_known",
        "abandoned",
        "escalation_known",
        "escalated",
        "transfers_known",
        "handled",
    ),
    **sums("transfers", "transfers_squared", "handle_minutes", "handle_minutes_squared"),
}
_HOURS = {**counts("n"), **sums("hours", "hours_squared")}
_LASTED = counts("n", "resolved", "open_at_end", "left_out")
_WAITED = counts("n", "responded", "waiting_at_end", "left_out")
_BY = ("month", "dimension", "label")

CASES: tuple[Dataset, ...] = (
    Dataset(
        "cases", "cube",
        "Support cases by the month in which they were opened. One row is a month, region, segment, department and "
        "channel.",
        {**MONTHLY, "department_id": "text", "channel": "text"},
        _CONTACTS,
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
        _HOURS,
        ("support_cases",), ("customers",), open_months=True, not_null=("month",),
        columns_needed=("support_cases.resolved_at",),
    ),
    # The duration of an open case grows until it is resolved, however long ago it was opened: all months are asked.
    Dataset(
        "case_durations", "cube",
        "Support cases by the month in which they were opened and by how long they lasted, resolved or still open at "
        "the end of the data. One row is a month, region, segment and bucket: 8 log2(hours), rounded.",
        {**MONTHLY, "bucket": "integer"},
        _LASTED,
        ("support_cases",), ("customers",), not_null=("month", "bucket"),
        columns_needed=("support_cases.resolved_at",),
    ),
    # So does the time for which a case waits that nobody has responded to.
    Dataset(
        "first_responses", "cube",
        "Support cases by the month in which they were opened and by how long they waited for a first response, or "
        "still wait at the end of the data. One row is a month, region, segment and bucket: 8 log2(hours), rounded.",
        {**MONTHLY, "bucket": "integer"},
        _WAITED,
        ("support_cases",), ("customers",), not_null=("month", "bucket"),
        columns_needed=("support_cases.first_response_at",),
    ),
    # Whoever was let go may come back a month later, and who waits for a person may wait for longer.
    Dataset(
        "bot_cases", "cube",
        "Support cases that a bot met, by the month in which they were opened: those that it let go as solved "
        "(contained), that went on to people (escaped), and that the customer gave up; and of those let go, where it "
        "can be told, who came back with a case of their own within 30 days. One row is a month, region, segment and "
        "channel.",
        {**MONTHLY, "channel": "text"},
        counts("n", "contained", "escaped", "given_up", "followed", "came_back"),
        ("support_cases",), ("customers",), not_null=("month",), columns_needed=("support_cases.bot_outcome",),
    ),
    Dataset(
        "human_waits", "cube",
        "Support cases whose customer asked for a person, by the month in which they were opened and by how long it "
        "took to reach one, or had taken when the case was resolved or the data end. One row is a month, region, "
        "segment and bucket: 8 log2(minutes), rounded.",
        {**MONTHLY, "bucket": "integer"},
        counts("n", "reached", "not_reached", "gave_up", "left_out"),
        ("support_cases",), ("customers",), not_null=("month", "bucket"),
        columns_needed=("support_cases.human_asked_at", "support_cases.human_reached_at"),
    ),
    Dataset(
        "contacts_after", "cube",
        "Support cases and contacts that the company began, by their month, and of those where it can be told, after "
        "which the customer opened a case within 30 days. One row is a month, region, segment and what came before: a "
        "case begun by the company ('proactive') or by the customer ('reactive'), or a contact to 'help', 'sell' or "
        "'inform'.",
        {**MONTHLY, "came_before": "text"},
        counts("n", "followed", "turned_again"),
        ("support_cases",), ("customers", "engagements"), not_null=("month", "came_before"),
    ),
    Dataset(
        "cases_by_label", "cube",
        "Support cases by the month in which they were opened, under each of their labels. One row is a month, "
        "dimension and label (none: all beyond those kept apart).",
        LABELLED, _CONTACTS, ("support_cases",), ("customers",), open_months=True, not_null=_BY,
    ),
    Dataset(
        "case_scores_by_label", "cube",
        "What customers gave support cases, by the month in which they were opened, under each of their labels. One "
        "row is a month, dimension, label and score.",
        {**LABELLED, "score": "integer"}, counts("n"), ("support_cases",), ("customers",), open_months=True,
        not_null=(*_BY, "score"), columns_needed=("support_cases.csat",),
    ),
    Dataset(
        "resolutions_by_label", "cube",
        "Support cases by the month in which they were resolved, with the hours that it took, under each of their "
        "labels. One row is a month, dimension and label.",
        LABELLED, _HOURS, ("support_cases",), ("customers",), open_months=True, not_null=_BY,
        columns_needed=("support_cases.resolved_at",),
    ),
    Dataset(
        "case_durations_by_label", "cube",
        "Support cases by the month in which they were opened and by how long they lasted, as in case_durations, under "
        "each of their labels. One row is a month, dimension, label and bucket.",
        {**LABELLED, "bucket": "integer"}, _LASTED, ("support_cases",), ("customers",), not_null=(*_BY, "bucket"),
        columns_needed=("support_cases.resolved_at",),
    ),
    Dataset(
        "first_responses_by_label", "cube",
        "Support cases by the month in which they were opened and by how long they waited for a first response, as in "
        "first_responses, under each of their labels. One row is a month, dimension, label and bucket.",
        {**LABELLED, "bucket": "integer"}, _WAITED, ("support_cases",), ("customers",), not_null=(*_BY, "bucket"),
        columns_needed=("support_cases.first_response_at",),
    ),
)  # fmt: skip
