"""Cubes of journeys: whole ones, their stages, and what customers say of these."""

from __future__ import annotations

from queries.kinds.dataset import MONTHLY, Dataset, counts, sums

_STAGE = {**MONTHLY, "journey": "text", "stage": "text"}

JOURNEYS: tuple[Dataset, ...] = (
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
    # A journey may end, and a step be completed, long after it began: all months are asked.
    Dataset(
        "journey_lengths", "cube",
        "How long journeys last, by the month in which they began: those completed, given up, and open at the end of "
        "the data, whose hours are those so far. One row is a month, region, segment, journey and bucket of hours (an "
        "eighth of a doubling: 8 log2 of the hours, rounded).",
        {**MONTHLY, "journey": "text", "bucket": "integer"},
        counts("n", "completed", "abandoned", "open_at_end", "left_out"),
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "journey", "bucket"),
    ),
    Dataset(
        "journey_hours", "cube",
        "Where completed journeys spent their time, by the month for which they were promised: hours within a stage, "
        "and those waited before it. One row is a month, region, segment, journey, stage (none: the whole journey) and "
        "whether the journey came late (1) or not (0).",
        {**_STAGE, "late": "integer"},
        {**counts("n"), **sums("hours", "hours_squared", "wait_hours", "wait_hours_squared")},
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "journey", "late"),
        signed=("hours", "wait_hours"),
    ),
    Dataset(
        "stage_steps", "cube",
        "Steps of journeys by stage, each thing that happens in its own month: entered, due (last stages are not: "
        "their promise is the whole journey's), on time, completed, given up. One row is a month, region, segment, "
        "journey and stage.",
        _STAGE,
        counts("entered", "due", "on_time", "completed", "abandoned"),
        ("journey_steps",), ("customers", "journey_stages"), not_null=("month", "journey", "stage"),
    ),
    Dataset(
        "stage_customers", "cube",
        "Customers within stages at the end of a month, with what they brought in it; overdue where what was promised "
        "has passed, at risk where that is so or their last answer about the stage was bad. One row is a month, "
        "region, segment, journey and stage (none: any; of a journey, or of all).",
        _STAGE,
        {**counts("customers"), **sums("revenue"), **counts("overdue"), **sums("overdue_revenue"),
         **counts("at_risk"), **sums("at_risk_revenue")},
        ("journey_steps", "revenue"), ("customers", "journey_stages", "survey_responses"),
        not_null=("month",), signed=("revenue", "overdue_revenue", "at_risk_revenue"),
    ),
    Dataset(
        "stage_answers", "cube",
        "Answers about stages of journeys, counted by score. One row is a month, region, segment, metric, journey "
        "(none: not given, and more than one has the stage), stage and score.",
        {**MONTHLY, "metric": "text", "journey": "text", "stage": "text", "score": "integer"},
        {**counts("n"), **sums("weight", "weight_squared")},
        ("survey_responses",), ("customers", "journey_stages"), open_months=True,
        not_null=("month", "metric", "stage", "score"), columns_needed=("survey_responses.journey_stage",),
    ),
    Dataset(
        "stage_moments", "cube",
        "Answers to relationship surveys by what their customers had said of stages in the twelve months up to then. "
        "One row is a month, region, segment, metric and pair of terms: a stage ('journey/stage'), one of which the "
        "last word was bad ('-journey/stage'), or '' for all that had said anything of any.",
        {**MONTHLY, "metric": "text", "term_a": "text", "term_b": "text"},
        {**counts("n"), **sums("weight", "weight_squared", "y", "y_squared")},
        ("survey_responses",), ("customers", "journey_stages"), open_months=True,
        not_null=("month", "metric", "term_a", "term_b"),
        columns_needed=("survey_responses.journey_stage", "survey_responses.customer_id"),
    ),
)  # fmt: skip
