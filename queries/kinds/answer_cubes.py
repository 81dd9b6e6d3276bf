"""Cubes of answers: by score, by label, by what they name, by how they were asked for; and of who was asked."""

from __future__ import annotations

from queries.kinds.dataset import LABELLED, MONTHLY, Dataset, counts, sums

ANSWERS: tuple[Dataset, ...] = (
    Dataset(
        "answers", "cube",
        "Answers counted by score. One row is a month, region, segment, metric, kind of survey and score.",
        {**MONTHLY, "metric": "text", "survey": "text", "score": "integer"},
        {**counts("n"), **sums("weight", "weight_squared")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "survey", "score"),
    ),
    Dataset(
        "answer_clusters", "cube",
        "What customers answered in one month times what they answered in that month or one before it: the errors of "
        "scores honour customers who answer more than once by these. One row is a month, region, segment, metric, kind "
        "of survey ('any' for all but NPS), lag in months, and whether region and segment were the same (1) or not "
        "(0); y are sums of weighted outcomes, w of weights.",
        {**MONTHLY, "metric": "text", "survey": "text", "lag": "integer", "same_region": "integer",
         "same_segment": "integer"},
        sums("yy", "yw", "wy", "ww"),
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "survey", "lag", "same_region", "same_segment"),
    ),
    Dataset(
        "answers_by_label", "cube",
        "Answers counted by score, by the department that answers for them, by channel, and by the company's own "
        "dimensions; an answer without a label is in none. One row is a month, dimension, label (none: all beyond "
        "those kept apart), metric, kind of survey and score.",
        {**LABELLED, "metric": "text", "survey": "text", "score": "integer"},
        {**counts("n"), **sums("weight", "weight_squared")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "dimension", "label", "metric", "survey", "score"),
    ),
    Dataset(
        "clusters_by_label", "cube",
        "What customers answered under a label in one month times what they answered under it in that month or one "
        "before it, as in answer_clusters. One row is a month, dimension, label, metric, kind of survey ('any' for "
        "all but NPS) and lag in months.",
        {**LABELLED, "metric": "text", "survey": "text", "lag": "integer"},
        sums("yy", "yw", "wy", "ww"),
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "dimension", "label", "metric", "survey", "lag"),
    ),
    Dataset(
        "themed_answers", "cube",
        "Answers (of NPS those of relationship surveys) by whether they were read for themes, with the outcome y of "
        "the metric (NPS: -1, 0, 1; of others 1 is satisfied, or found it easy). One row is a month, region, segment, "
        "metric, coded (1) or not (0).",
        {**MONTHLY, "metric": "text", "coded": "integer"},
        {**counts("n"), **sums("weight", "weight_squared", "y", "y_squared")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "coded"),
    ),
    Dataset(
        "theme_pairs", "cube",
        "Answers that name both of two mentions; a mention is a theme's id, with '+' before it where it was praise, "
        "and '-' before an id that begins with a sign itself or is 'other'. One row is a month, region, segment, "
        "metric and pair of mentions (a mention with itself: all that name it).",
        {**MONTHLY, "metric": "text", "mention_a": "text", "mention_b": "text"},
        {**counts("n"), **sums("weight", "weight_squared", "y", "y_squared")},
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
        sums("yy", "yw", "ww", "yy_all", "yw_all", "wy_all", "ww_all"),
        ("survey_responses", "response_themes"), ("customers",), group="answers", open_months=True,
        not_null=("month", "lag", "metric", "mention"),
    ),
    Dataset(
        "tag_versions", "cube",
        "Mentions by the version of the rules that found them. One row is a month, region, metric, theme and version "
        "(none: not recorded); themes beyond those kept apart are one, without an id.",
        {"month": "integer", "region": "text", "metric": "text", "theme_id": "text", "tag_version": "text"},
        counts("n"),
        ("survey_responses", "response_themes"), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric"),
    ),
    Dataset(
        "survey_modes", "cube",
        "Answers by how they were asked for, with the outcome y of the metric. One row is a month, region, segment, "
        "metric, kind of survey, mode (none: not recorded) and coded (1) or not (0).",
        {**MONTHLY, "metric": "text", "survey": "text", "mode": "text", "coded": "integer"},
        {**counts("n"), **sums("weight", "weight_squared", "y", "y_squared")},
        ("survey_responses",), ("customers",), group="answers", open_months=True,
        not_null=("month", "metric", "survey", "coded"),
    ),
    Dataset(
        "tenure_answers", "cube",
        "Answers by how long the customer had been one. One row is a month, region, segment, metric, kind of survey, "
        "tenure (none: not known) and leaning: the outcome of the metric (NPS: -1, 0, 1; of others 1 is "
        "satisfied, or found it easy).",
        {**MONTHLY, "metric": "text", "survey": "text", "tenure": "text", "leaning": "integer"},
        {**counts("n"), **sums("weight", "weight_squared")},
        ("survey_responses", "revenue"), ("customers",), open_months=True,
        not_null=("month", "metric", "survey", "leaning"),
    ),
    Dataset(
        "invitations", "cube",
        "Surveys sent, delivered and answered. One row is the month of invitation, region, segment and metric.",
        {**MONTHLY, "metric": "text"},
        counts("sent", "delivered", "answered"),
        ("survey_invitations", "survey_responses"), ("customers",), open_months=True, not_null=("month", "metric"),
    ),
)  # fmt: skip
