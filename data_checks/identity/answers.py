"""What must come out even among answers, what they name, and who was asked."""

from __future__ import annotations

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, missing_as_nought, summed
from data_checks.identity.rules import Identity, Tables, labelled_within, ordered, weights
from queries.scales import METRICS, Scales

JOURNEY_NPS = "journey_nps"
"""What NPS after journeys is called where themes explain it, since no relationship survey was answered."""


def _classes(scales: Scales, tables: Tables) -> Mismatch | None:
    """Each answer is in one class: promoter, passive or detractor; on the scale of its metric, or nowhere."""
    answers = tables["answers"]
    on_scale: pa.ChunkedArray | None = None
    for metric in METRICS:
        low, high, _ = scales.of(metric)
        score = answers.column("score")
        inside = pc.and_(pc.greater_equal(score, low), pc.less_equal(score, high))
        own = pc.and_(pc.equal(answers.column("metric"), metric), inside)
        on_scale = own if on_scale is None else pc.or_(on_scale, own)
    if on_scale is None:
        raise ValueError("the contract knows no metric")
    return breaking(answers, pc.invert(pc.fill_null(on_scale, False)), ("score", "n"))


def _explained(tables: Tables) -> pa.Table:
    """Return the answers that themes explain: of NPS those of relationship surveys alone.

    Where themes explain those about journeys, they are told apart by the measure's name.
    """
    answers, metric = tables["answers"], tables["answers"].column("metric")
    of_a_journey = pc.and_(pc.equal(metric, "nps"), pc.equal(answers.column("survey"), "journey"))
    if JOURNEY_NPS not in tables["themed_answers"].column("metric").unique().to_pylist():
        return answers.filter(pc.invert(of_a_journey))
    named = pc.if_else(of_a_journey, JOURNEY_NPS, pc.cast(metric, pa.string()))
    return answers.set_column(answers.column_names.index("metric"), "metric", named)


def _same_answers(tables: Tables) -> Mismatch | None:
    keys = ("month", "region", "segment", "metric")
    measures = ("n", "weight", "weight_squared")
    explained = _explained(tables)
    return differing(tables["themed_answers"], explained, keys, measures, ("themed_answers", "answers"))


def _same_modes(tables: Tables) -> Mismatch | None:
    keys = ("month", "region", "segment", "metric", "survey")
    return differing(
        tables["survey_modes"], tables["answers"], keys, ("n", "weight", "weight_squared"), ("survey_modes", "answers")
    )  # fmt: skip


def _outcome(scales: Scales, answers: pa.Table) -> pa.ChunkedArray:
    """Return what each answer counts by its score: 1 where it is good, -1 for a detractor, else 0."""
    nps = pc.is_in(answers.column("metric"), pa.array(["nps", JOURNEY_NPS]))
    score = answers.column("score")
    plus = pc.and_(nps, pc.greater_equal(score, 9))
    for metric in METRICS.keys() - {"nps"}:
        satisfied = pc.greater_equal(score, scales.of(metric).satisfied)
        plus = pc.or_(plus, pc.and_(pc.equal(answers.column("metric"), metric), satisfied))
    minus = pc.and_(nps, pc.less_equal(score, 6))
    return pc.subtract(pc.cast(plus, pa.float64()), pc.cast(minus, pa.float64()))


def _same_outcome(scales: Scales, tables: Tables) -> Mismatch | None:
    """Promoters less detractors, counted from the scores, are the outcome that the themes explain."""
    answers = _explained(tables)
    outcome = _outcome(scales, answers)
    with_outcome = answers.append_column("y", pc.multiply(outcome, answers.column("weight")))
    keys = ("month", "region", "segment", "metric")
    return differing(tables["themed_answers"], with_outcome, keys, ("y",), ("themed_answers", "answers"))


def _mentions_within_coded(tables: Tables) -> Mismatch | None:
    """No theme is named by more answers than were read for themes."""
    keys = ("month", "region", "segment", "metric")
    pairs, themed = tables["theme_pairs"], tables["themed_answers"]
    own = pairs.filter(pc.equal(pairs.column("mention_a"), pairs.column("mention_b")))
    named = own.group_by([*keys, "mention_a"]).aggregate([("n", "sum")]).group_by(list(keys))
    most = named.aggregate([("n_sum", "max")]).rename_columns([*keys, "named"])
    coded = summed(themed.filter(pc.equal(themed.column("coded"), 1)), keys, ("n",)).rename_columns([*keys, "coded"])
    both = summed(pa.concat_tables([most, coded], promote_options="default"), keys, ("named", "coded"))
    filled = missing_as_nought(both, ("coded",))
    return breaking(filled, exceeds(filled, "named", "coded"), ("named", "coded"))


def _clusters_of_mentions(tables: Tables) -> Mismatch | None:
    """What a customer's answers of a month weigh together, squared, is no less than each answer's weight squared."""
    keys = ("month", "metric", "mention_a")
    pairs, clusters = tables["theme_pairs"], tables["theme_clusters"]
    own = pairs.filter(pc.equal(pairs.column("mention_a"), pairs.column("mention_b")))
    present = pc.and_(pc.equal(clusters.column("lag"), 0), pc.not_equal(clusters.column("mention"), ""))
    together = clusters.filter(present).select(["month", "metric", "mention", "ww"])
    least = summed(own, keys, ("weight_squared",)).rename_columns([*keys, "answers"])
    most = together.rename_columns([*keys, "customers"])
    both = summed(pa.concat_tables([least, most], promote_options="default"), keys, ("answers", "customers"))
    both = missing_as_nought(both, ("answers", "customers"))
    return breaking(both, exceeds(both, "answers", "customers"), ("answers", "customers"))


def _clusters_of_answers(tables: Tables) -> Mismatch | None:
    """What customers' answers of a month weigh together, squared, is no less than each answer's weight squared."""
    clusters, answers = tables["answer_clusters"], tables["answers"]
    keys = ("month", "region", "segment", "metric")
    present = pc.and_(pc.equal(clusters.column("lag"), 0), pc.equal(clusters.column("same_region"), 1))
    together = clusters.filter(pc.and_(present, pc.equal(clusters.column("same_segment"), 1)))
    least = summed(answers, keys, ("weight_squared",)).rename_columns([*keys, "answers"])
    most = summed(together, keys, ("ww",)).rename_columns([*keys, "customers"])
    both = summed(pa.concat_tables([least, most], promote_options="default"), keys, ("answers", "customers"))
    both = missing_as_nought(both, ("answers", "customers"))
    return breaking(both, exceeds(both, "answers", "customers"), ("answers", "customers"))


def _clusters_of_labels(tables: Tables) -> Mismatch | None:
    """What customers' answers under a label weigh together, squared, is no less than each answer's weight squared."""
    keys = ("month", "dimension", "label", "metric")
    clusters = tables["clusters_by_label"]
    together = clusters.filter(pc.equal(clusters.column("lag"), 0))
    least = summed(tables["answers_by_label"], keys, ("weight_squared",)).rename_columns([*keys, "answers"])
    most = summed(together, keys, ("ww",)).rename_columns([*keys, "customers"])
    both = summed(pa.concat_tables([least, most], promote_options="default"), keys, ("answers", "customers"))
    both = missing_as_nought(both, ("answers", "customers"))
    return breaking(both, exceeds(both, "answers", "customers"), ("answers", "customers"))


def _same_by_tenure(scales: Scales, tables: Tables) -> Mismatch | None:
    """However long their customers had been there, answers are as many; and so many of them lean each way."""
    answers = tables["answers"]
    by_leaning = answers.append_column("leaning", pc.cast(_outcome(scales, answers), pa.int64()))
    keys = ("month", "region", "segment", "metric", "survey", "leaning")
    measures = ("n", "weight", "weight_squared")
    return differing(tables["tenure_answers"], by_leaning, keys, measures, ("tenure_answers", "answers"))


def of_answers(scales: Scales) -> tuple[Identity, ...]:
    """Return the identities of answers that are given on these scales."""
    return (
        Identity("answers.classes", ("answers",), "promoters, passives and detractors make all answers",
                 partial(_classes, scales)),
        Identity("answers.weights", ("answers",), "sums of weights and of their squares fit the answers",
                 weights("answers")),
        Identity("answer_clusters.answers", ("answer_clusters", "answers"),
                 "answers taken together by customer are no fewer than the answers counted", _clusters_of_answers),
        Identity("answers_by_label.answers", ("answers_by_label", "answers"),
                 "no more answers bear a label than were counted",
                 labelled_within("answers_by_label", "answers", "n", "month", "metric", "survey", "score")),
        Identity("answers_by_label.weights", ("answers_by_label",),
                 "sums of weights and of their squares fit the answers", weights("answers_by_label")),
        Identity("clusters_by_label.answers", ("clusters_by_label", "answers_by_label"),
                 "answers taken together by customer and label are no fewer than those counted", _clusters_of_labels),
        Identity("themed_answers.answers", ("themed_answers", "answers"),
                 "answers counted for themes are the answers counted for scores", _same_answers),
        Identity("survey_modes.answers", ("survey_modes", "answers"),
                 "answers counted by how they were asked for are the answers counted for scores", _same_modes),
        Identity("themed_answers.outcome", ("themed_answers", "answers"),
                 "promoters less detractors are the outcome that the themes explain", partial(_same_outcome, scales)),
        Identity("theme_pairs.coded", ("theme_pairs", "themed_answers"),
                 "no theme is named by more answers than were read for themes", _mentions_within_coded),
        Identity("theme_pairs.weights", ("theme_pairs",), "sums of weights and of their squares fit the mentions",
                 weights("theme_pairs")),
        Identity("theme_clusters.pairs", ("theme_clusters", "theme_pairs"),
                 "mentions taken together by customer are no fewer than the mentions counted", _clusters_of_mentions),
        Identity("invitations.order", ("invitations",), "no more surveys are answered or delivered than were sent",
                 ordered("invitations", ("delivered", "sent"), ("answered", "sent"))),
        Identity("tenure_answers.answers", ("tenure_answers", "answers"),
                 "answers counted by tenure are the answers counted for scores", partial(_same_by_tenure, scales),
                 of_one_run=True),
    )  # fmt: skip
