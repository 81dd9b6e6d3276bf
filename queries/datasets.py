"""The datasets: what is extracted, of which kind, at which grain, from which tables of the contract.

A dataset's query stands beside this module under the dataset's name. Its columns come in the order
written here: the grain first, then the measures. Months are whole numbers, ``year * 12 + month - 1``,
so that they can be compared and subtracted alike on every engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from queries.contract import CONTRACT, Type

Kind = Literal["cube", "window", "register", "sample"]

WINDOWS = (1, 3, 12)
"""Lengths, in months, of the windows over which customers are followed."""

MAX_THEMES = 60
"""Themes kept apart in the cube of pairs; the rest are pooled …"""

LAGS = 24
"""Months, the present one among them, over which a customer's answers are held together: two years, one after the
other, are compared."""

THEME_LAGS = 12
"""The same for what names a theme: as many as the longest window of the Top Ten."""

POOLED = "other"
"""… under this name …"""

CALLED_LIKE_THE_POOL = "other (theme)"
"""… and a theme that a company itself calls so is read under this one, wherever it is named."""


@dataclass(frozen=True)
class Dataset:
    """What one query brings back.

    ``grain`` names the columns that are unique together and ``measures`` the additive ones (for a
    register: every other column). ``requires`` are tables without which nothing can be asked, ``uses``
    those that add to it where they are there. ``bound`` is the largest number of rows that is believed.
    Datasets of one ``group`` are published, or carried over, together. ``open_months`` tells whether only
    the months that can still change are asked again.
    """

    name: str
    kind: Kind
    description: str
    grain: Mapping[str, Type]
    measures: Mapping[str, Type]
    requires: tuple[str, ...]
    uses: tuple[str, ...] = ()
    bound: int = 5_000_000
    group: str = ""
    open_months: bool = False
    not_null: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, Type]:
        """Column name → type, the grain first."""
        return {**self.grain, **self.measures}

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables of the contract that the query names."""
        return self.requires + self.uses


_PLACE: dict[str, Type] = {"region": "text", "segment": "text"}
_MONTHLY: dict[str, Type] = {"month": "integer", **_PLACE}


def _counts(*names: str) -> dict[str, Type]:
    return dict.fromkeys(names, "integer")


def _sums(*names: str) -> dict[str, Type]:
    return dict.fromkeys(names, "number")


def _register(name: str, *grain: str, uses: tuple[str, ...] = ()) -> Dataset:
    """Return the dataset that keeps a table of the contract as it is."""
    table = CONTRACT[name]
    types = {column.name: column.type for column in table.columns}
    keys = {column: types[column] for column in grain}
    rest = {column: kind for column, kind in types.items() if column not in keys}
    return Dataset(
        name, "register", f"One row is {table.grain}.", keys, rest, (name,), uses, bound=200_000,
        not_null=tuple(column.name for column in table.columns if column.required),
    )  # fmt: skip


def _counted_register(name: str) -> Dataset:
    """Return the dataset of a table without a key: rows that are alike in every column are one, and are counted."""
    kept = _register(name)
    return replace(
        kept, description=f"{kept.description} Those that are alike in every column are one row; n is how many.",
        grain=kept.columns, measures=_counts("n"),
    )  # fmt: skip


DATASETS: tuple[Dataset, ...] = (
    Dataset(
        "answers", "cube",
        "Answers counted by score. One row is a month, region, segment, metric, kind of survey and score.",
        {**_MONTHLY, "metric": "text", "survey": "text", "score": "integer"},
        {**_counts("n"), **_sums("weight", "weight_squared")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "survey", "score"),
    ),
    Dataset(
        "answer_clusters", "cube",
        "What customers answered in one month times what they answered in that month or one before it: the errors of "
        "scores honour customers who answer more than once by these. One row is a month, region, segment, metric, kind "
        "of survey ('any' for CSAT and CES), lag in months, and whether region and segment were the same (1) or not "
        "(0); y are sums of weighted outcomes, w of weights.",
        {**_MONTHLY, "metric": "text", "survey": "text", "lag": "integer", "same_region": "integer",
         "same_segment": "integer"},
        _sums("yy", "yw", "wy", "ww"),
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "survey", "lag", "same_region", "same_segment"),
    ),
    Dataset(
        "themed_answers", "cube",
        "Answers (of NPS those of relationship surveys) by whether they were read for themes, with the outcome y of "
        "the metric (NPS: -1, 0, 1; CSAT: 4 or 5 is 1; CES: 5 to 7 is 1). One row is a month, region, segment, metric, "
        "coded (1) or not (0).",
        {**_MONTHLY, "metric": "text", "coded": "integer"},
        {**_counts("n"), **_sums("weight", "weight_squared", "y", "y_squared")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "coded"),
    ),
    Dataset(
        "theme_pairs", "cube",
        "Answers that name both of two mentions; a mention is a theme's id, with '+' before it where it was praise. "
        "One row is a month, region, segment, metric and pair of mentions (a mention with itself: all that name it).",
        {**_MONTHLY, "metric": "text", "mention_a": "text", "mention_b": "text"},
        {**_counts("n"), **_sums("weight", "weight_squared", "y", "y_squared")},
        ("survey_responses", "response_themes"), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "mention_a", "mention_b"),
    ),
    Dataset(
        "theme_clusters", "cube",
        "What customers said in one month times what they said in that month or one before it, by mention (none: every "
        "answer that was read): the errors of what themes cost honour customers who answer more than once by these. "
        "One row is the later month, lag in months, metric and mention; y are a customer's sums of weighted outcomes, "
        "w of weights, and those of 'all' of every answer of the customer that was read.",
        {"month": "integer", "lag": "integer", "metric": "text", "mention": "text"},
        _sums("yy", "yw", "ww", "yy_all", "yw_all", "wy_all", "ww_all"),
        ("survey_responses", "response_themes"), ("customers",), group="answers", open_months=True,
        not_null=("month", "lag", "metric", "mention"),
    ),
    Dataset(
        "tag_versions", "cube",
        "Mentions by the version of the rules that found them. One row is a month, region, metric, theme and version "
        "(none: not recorded); themes beyond those kept apart are 'other'.",
        {"month": "integer", "region": "text", "metric": "text", "theme_id": "text", "tag_version": "text"},
        _counts("n"),
        ("survey_responses", "response_themes"), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "theme_id"),
    ),
    Dataset(
        "survey_modes", "cube",
        "Answers by how they were asked for, with the outcome y of the metric. One row is a month, region, segment, "
        "metric, kind of survey, mode (none: not recorded) and coded (1) or not (0).",
        {**_MONTHLY, "metric": "text", "survey": "text", "mode": "text", "coded": "integer"},
        {**_counts("n"), **_sums("weight", "y")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "survey", "coded"),
    ),
    Dataset(
        "invitations", "cube",
        "Surveys sent, delivered and answered. One row is the month of invitation, region, segment and metric.",
        {**_MONTHLY, "metric": "text"},
        _counts("sent", "delivered", "answered"),
        ("survey_invitations", "survey_responses"), ("customers",), open_months=True, not_null=("month", "metric"),
    ),
    Dataset(
        "cases", "cube",
        "Support cases by the month in which they were opened. One row is a month, region, segment, department and "
        "channel.",
        {**_MONTHLY, "department_id": "text", "channel": "text"},
        {**_counts("n", "contact_known", "contact_resolved", "abandonment_known", "abandoned",
                   "transfers_known", "handled"),
         **_sums("transfers", "transfers_squared", "handle_minutes", "handle_minutes_squared")},
        ("support_cases",), ("customers",), open_months=True, not_null=("month",),
    ),
    Dataset(
        "resolutions", "cube",
        "Support cases by the month in which they were resolved, with the hours that it took. One row is a month, "
        "region, segment and department.",
        {**_MONTHLY, "department_id": "text"},
        {**_counts("n"), **_sums("hours", "hours_squared")},
        ("support_cases",), ("customers",), open_months=True, not_null=("month",),
    ),
    # The duration of an open case grows until it is resolved, however long ago it was opened: all months are asked.
    Dataset(
        "case_durations", "cube",
        "Support cases by the month in which they were opened and by how long they lasted, resolved or still open at "
        "the end of the data. One row is a month, region, segment and bucket: 8 log2(hours), rounded.",
        {**_MONTHLY, "bucket": "integer"},
        _counts("n", "resolved", "open_at_end", "left_out"),
        ("support_cases",), ("customers",), not_null=("month", "bucket"),
    ),
    Dataset(
        "journeys", "cube",
        "Customers' journeys by the month for which their completion was promised; the month of an open one can still "
        "change. One row is a month, region, segment and journey.",
        {**_MONTHLY, "journey": "text"},
        _counts("due", "on_time"),
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "journey"),
    ),
    # Whoever took up a hand-off, and gave it up again, may have done so long after: all months are asked.
    Dataset(
        "hand_offs", "cube",
        "Hand-offs of journeys from one department to another, by the month of handing over: those taken "
        "up, those given up there, and the hours waited. One row is a month, region, segment and the two departments.",
        {**_MONTHLY, "from_department": "text", "to_department": "text"},
        {**_counts("handed", "taken", "abandoned", "timed"), **_sums("wait_hours")},
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "from_department", "to_department"),
    ),
    Dataset(
        "opportunities", "cube",
        "Sales opportunities by the month in which they were closed. One row is a month, region, segment and outcome.",
        {**_MONTHLY, "outcome": "text"},
        {**_counts("n", "amount_known"), **_sums("amount")},
        ("opportunities",), (), open_months=True, not_null=("month", "outcome"),
    ),
    Dataset(
        "commitments", "cube",
        "Tasks by the month in which they were first due; cancelled ones are left out. One row is a month and "
        "department.",
        {"month": "integer", "department_id": "text"},
        _counts("due", "completed", "on_time"),
        ("tasks",), not_null=("month", "department_id"),
    ),
    Dataset(
        "concessions", "cube",
        "What was given to customers by discretion. One row is a month, region, segment, department and kind.",
        {**_MONTHLY, "department_id": "text", "kind": "text"},
        {**_counts("n", "amount_known", "approval_known", "approved"), **_sums("amount")},
        ("concessions",), ("customers",), open_months=True, not_null=("month", "kind"),
    ),
    Dataset(
        "finance", "cube",
        "The ledger. One row is a month, region, segment (none: not allocated) and line.",
        {**_MONTHLY, "line": "text"},
        _sums("amount"),
        ("finance",), (), group="money", open_months=True, not_null=("month", "line"),
    ),
    Dataset(
        "customer_windows", "window",
        "What became of the customers between the start and the end of a window. One row is the closing month, the "
        "window's length in months, a region and a segment.",
        {"month": "integer", "window": "integer", **_PLACE},
        {**_counts("opening_customers", "kept_customers", "lost_customers", "new_customers", "reactivated_customers",
                   "closing_customers"),
         **_sums("opening_revenue", "retained_revenue", "lost_revenue", "contraction", "expansion",
                 "new_revenue_earned", "new_revenue_bought", "new_revenue_unknown", "reactivated_revenue",
                 "closing_revenue")},
        ("revenue",), ("customers",), group="money", not_null=("month", "window"),
    ),
    Dataset(
        "window_revenue", "window",
        "What customers brought over the months of a window, and over as many months before; and how much of it came "
        "from customers who brought nothing before. One row is the closing month, the window's length in months, a "
        "region and a segment.",
        {"month": "integer", "window": "integer", **_PLACE},
        {**_counts("customers_before"),
         **_sums("revenue_before", "revenue", "new_revenue_earned", "new_revenue_bought", "new_revenue_unknown",
                 "reactivated_revenue")},
        ("revenue",), ("customers",), group="money", not_null=("month", "window"),
    ),
    _register("departments", "department_id"),
    _register("themes", "theme_id"),
    _register("theme_stages", "theme_id", "stage", "entered_on"),
    _register("theme_departments", "theme_id", "department_id"),
    _register("rally_cries", "rally_cry_id"),
    _register("objectives", "objective_id"),
    _register("objective_values", "objective_id", "month"),
    _register("tasks", "task_id"),
    _register("change_requests", "request_id"),
    _register("employee_signals", "signal_id"),
    # A day may have sessions of one kind for several journeys, themes or regions.
    _register("lob_sessions", "held_on", "department_id", "kind", "journey", "theme_id", "region"),
    _register("journey_stages", "journey", "stage"),
    _counted_register("recognitions"),
    _register("targets", "metric", "region", "segment", "journey_stage", "month", "span"),
    _register("benchmarks", "metric", "source", "as_of"),
    _register("decisions", "decision_id"),
    # Nothing but all of it tells one comment from another: a second row of the same is a load that came twice.
    _register("comments", "subject", "period", "region", "author", "written_on", "text"),
)  # fmt: skip

BY_NAME: Mapping[str, Dataset] = MappingProxyType({dataset.name: dataset for dataset in DATASETS})
"""Dataset name → dataset."""
