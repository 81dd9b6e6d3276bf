"""What must come out even in the extracts: parts that make a whole, and counts that bound one another.

They are looked at when the extracts come back, and once more on the snapshot as it is composed, where what
was carried over stands beside what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, summed, unequal
from data_checks.finding import Finding
from queries.contract import SCORE_RANGES
from queries.datasets import BY_NAME, WINDOWS

Tables = Mapping[str, pa.Table]

WRONG_QUERY = (
    "The query or the table behind it counts some rows twice or not at all: look for a key that repeats, and "
    "refresh with --full."
)


@dataclass(frozen=True)
class Identity:
    """A rule over one or several datasets; ``broken`` returns where it does not hold."""

    check: str
    needs: tuple[str, ...]
    expected: str
    broken: Callable[[Tables], Mismatch | None]


def identity_findings(tables: Tables) -> Iterator[Finding]:
    """Yield the result of every identity whose datasets are there."""
    for identity in IDENTITIES:
        if all(name in tables for name in identity.needs):
            yield _finding(identity, identity.broken(tables))


def _finding(identity: Identity, mismatch: Mismatch | None) -> Finding:
    subject = identity.needs[0]
    if mismatch is None:
        return Finding(
            identity.check, "identity", subject, "critical", True, "holds in every cell", identity.expected,
            f"{subject}: {identity.expected}.", datasets=identity.needs,
        )  # fmt: skip
    return Finding(
        identity.check, "identity", subject, "critical", False, str(mismatch), identity.expected,
        f"{subject}: it does not hold that {identity.expected}: {mismatch}.", WRONG_QUERY,
        datasets=identity.needs, months=mismatch.months or None,
    )  # fmt: skip


def _classes(tables: Tables) -> Mismatch | None:
    """Each answer is in one class: promoter, passive or detractor; on the scale of its metric, or nowhere."""
    answers = tables["answers"]
    on_scale: pa.ChunkedArray | None = None
    for metric, (low, high) in SCORE_RANGES.items():
        score = answers.column("score")
        inside = pc.and_(pc.greater_equal(score, low), pc.less_equal(score, high))
        own = pc.and_(pc.equal(answers.column("metric"), metric), inside)
        on_scale = own if on_scale is None else pc.or_(on_scale, own)
    if on_scale is None:
        raise ValueError("the contract knows no metric")
    return breaking(answers, pc.invert(pc.fill_null(on_scale, False)), ("score", "n"))


def _explained(answers: pa.Table) -> pa.Table:
    """Return the answers that themes explain: of NPS those of relationship surveys alone."""
    of_a_journey = pc.and_(pc.equal(answers.column("metric"), "nps"), pc.equal(answers.column("survey"), "journey"))
    return answers.filter(pc.invert(of_a_journey))


def _same_answers(tables: Tables) -> Mismatch | None:
    keys = ("month", "region", "segment", "metric")
    measures = ("n", "weight", "weight_squared")
    explained = _explained(tables["answers"])
    return differing(tables["themed_answers"], explained, keys, measures, ("themed_answers", "answers"))


def _same_modes(tables: Tables) -> Mismatch | None:
    keys = ("month", "region", "segment", "metric", "survey")
    return differing(
        tables["survey_modes"], tables["answers"], keys, ("n", "weight"), ("survey_modes", "answers")
    )  # fmt: skip


def _same_outcome(tables: Tables) -> Mismatch | None:
    """Promoters less detractors, counted from the scores, are the outcome that the themes explain."""
    answers = _explained(tables["answers"])
    nps, csat, ces = (pc.equal(answers.column("metric"), metric) for metric in ("nps", "csat", "ces"))
    score = answers.column("score")
    plus = pc.or_(
        pc.and_(nps, pc.greater_equal(score, 9)),
        pc.or_(pc.and_(csat, pc.greater_equal(score, 4)), pc.and_(ces, pc.greater_equal(score, 5))),
    )
    minus = pc.and_(nps, pc.less_equal(score, 6))
    outcome = pc.subtract(pc.cast(plus, pa.float64()), pc.cast(minus, pa.float64()))
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
    filled = both.set_column(both.column_names.index("coded"), "coded", pc.fill_null(both.column("coded"), 0))
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
    for name in ("answers", "customers"):
        both = both.set_column(both.column_names.index(name), name, pc.fill_null(both.column(name), 0))
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
    for name in ("answers", "customers"):
        column = pc.fill_null(both.column(name), 0)
        both = both.set_column(both.column_names.index(name), name, column)
    return breaking(both, exceeds(both, "answers", "customers"), ("answers", "customers"))


def _weights(name: str) -> Callable[[Tables], Mismatch | None]:
    """(Σw)² ≤ n·Σw²: true of any weights, and no longer of sums that were not summed over the same answers."""

    def broken(tables: Tables) -> Mismatch | None:
        table = tables[name]
        weight = table.column("weight")
        squared = pc.multiply(weight, weight)
        most = pc.multiply(pc.cast(table.column("n"), pa.float64()), table.column("weight_squared"))
        both = table.append_column("least", squared).append_column("most", most)
        return breaking(both, exceeds(both, "least", "most"), ("n", "weight", "weight_squared"))

    return broken


def _ordered(name: str, *bounds: tuple[str, str]) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that one measure never exceeds another."""

    def broken(tables: Tables) -> Mismatch | None:
        found = (breaking(tables[name], exceeds(tables[name], more, less), (more, less)) for more, less in bounds)
        return next((mismatch for mismatch in found if mismatch), None)

    return broken


def _adds_up(name: str, *sums: tuple[str, tuple[str, ...]]) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that parts make a whole, row by row."""

    def broken(tables: Tables) -> Mismatch | None:
        table = tables[name]
        found = (breaking(table, unequal(table, (whole,), parts), (whole, *parts)) for whole, parts in sums)
        return next((mismatch for mismatch in found if mismatch), None)

    return broken


def _closing_is_opening(tables: Tables) -> Mismatch | None:
    """A month's opening is the closing of the month before, in each region and segment, in customers and money."""
    windows = tables["customer_windows"]
    monthly = windows.filter(pc.equal(windows.column("window"), 1))
    if monthly.num_rows == 0:
        return None
    keys = ("month", "region", "segment")
    names = ["customers", "revenue"]
    opening = monthly.select([*keys, "opening_customers", "opening_revenue"]).rename_columns([*keys, *names])
    closing = monthly.select([*keys, "closing_customers", "closing_revenue"]).rename_columns([*keys, *names])
    closing = closing.set_column(0, "month", pc.add(closing.column("month"), 1))
    first, last = pc.min_max(monthly.column("month")).as_py().values()
    opening = opening.filter(pc.greater(opening.column("month"), first))
    closing = closing.filter(pc.less_equal(closing.column("month"), last))
    return differing(opening, closing, keys, names, ("opening", "the closing before"))


def _now_is_before(tables: Tables) -> Mismatch | None:
    """What customers brought in a window is what they are said to have brought before the next one."""
    windows = tables["window_revenue"]
    worst = None
    for length in WINDOWS:
        of_length = windows.filter(pc.equal(windows.column("window"), length))
        if of_length.num_rows == 0:
            continue
        keys = ("month", "region", "segment")
        now = of_length.select([*keys, "revenue"])
        now = now.set_column(0, "month", pc.add(now.column("month"), length))
        before = of_length.select([*keys, "revenue_before"]).rename_columns([*keys, "revenue"])
        shared = pc.unique(now.column("month"))
        now = now.filter(pc.is_in(now.column("month"), pc.unique(before.column("month"))))
        before = before.filter(pc.is_in(before.column("month"), shared))
        worst = worst or differing(before, now, keys, ["revenue"], ("before", "the window before"))
    return worst


def _windows_end_alike(tables: Tables) -> Mismatch | None:
    """Windows that end in the same month close with the same customers and money, however long they are."""
    windows = tables["customer_windows"]
    worst = None
    for length in (3, 12):
        months = pc.unique(windows.filter(pc.equal(windows.column("window"), length)).column("month"))
        both = windows.filter(pc.is_in(windows.column("month"), months))
        short, long = (both.filter(pc.equal(both.column("window"), months)) for months in (1, length))
        keys, measures = ("month", "region", "segment"), ("closing_customers", "closing_revenue")
        worst = worst or differing(long, short, keys, measures, (f"{length} months", "1 month"))
    return worst


IDENTITIES: tuple[Identity, ...] = (
    Identity("answers.classes", ("answers",), "promoters, passives and detractors make all answers", _classes),
    Identity("answers.weights", ("answers",), "sums of weights and of their squares fit the answers",
             _weights("answers")),
    Identity("answer_clusters.answers", ("answer_clusters", "answers"),
             "answers taken together by customer are no fewer than the answers counted", _clusters_of_answers),
    Identity("themed_answers.answers", ("themed_answers", "answers"),
             "answers counted for themes are the answers counted for scores", _same_answers),
    Identity("survey_modes.answers", ("survey_modes", "answers"),
             "answers counted by how they were asked for are the answers counted for scores", _same_modes),
    Identity("themed_answers.outcome", ("themed_answers", "answers"),
             "promoters less detractors are the outcome that the themes explain", _same_outcome),
    Identity("theme_pairs.coded", ("theme_pairs", "themed_answers"),
             "no theme is named by more answers than were read for themes", _mentions_within_coded),
    Identity("theme_pairs.weights", ("theme_pairs",), "sums of weights and of their squares fit the mentions",
             _weights("theme_pairs")),
    Identity("theme_clusters.pairs", ("theme_clusters", "theme_pairs"),
             "mentions taken together by customer are no fewer than the mentions counted", _clusters_of_mentions),
    Identity("invitations.order", ("invitations",), "no more surveys are answered or delivered than were sent",
             _ordered("invitations", ("delivered", "sent"), ("answered", "sent"))),
    Identity("cases.order", ("cases",), "no more cases are known of, or resolved at first contact, than there are",
             _ordered("cases", ("contact_resolved", "contact_known"), ("contact_known", "n"),
                      ("abandoned", "contact_known"), ("abandoned", "abandonment_known"), ("abandonment_known", "n"),
                      ("transfers_known", "n"), ("handled", "n"))),
    Identity("case_durations.cases", ("case_durations",),
             "cases resolved, still open and left out make all cases opened",
             _adds_up("case_durations", ("n", ("resolved", "open_at_end", "left_out")))),
    Identity("opportunities.order", ("opportunities",), "no more opportunities have an amount than there are",
             _ordered("opportunities", ("amount_known", "n"))),
    Identity("journeys.order", ("journeys",), "no more journeys are on time than were due",
             _ordered("journeys", ("on_time", "due"))),
    Identity("hand_offs.order", ("hand_offs",), "no more hand-offs are taken up, given up or timed than there are",
             _ordered("hand_offs", ("taken", "handed"), ("abandoned", "taken"), ("timed", "taken"))),
    Identity("concessions.order", ("concessions",), "of no more concessions is anything known than there are",
             _ordered("concessions", ("amount_known", "n"), ("approval_known", "n"), ("approved", "approval_known"))),
    Identity("commitments.order", ("commitments",), "no more tasks are done, or done on time, than were due",
             _ordered("commitments", ("completed", "due"), ("on_time", "completed"))),
    Identity("customer_windows.customers", ("customer_windows",),
             "opening + new + reactivated - lost = closing, in customers",
             _adds_up("customer_windows",
                      ("opening_customers", ("kept_customers", "lost_customers")),
                      ("closing_customers", ("kept_customers", "new_customers", "reactivated_customers")))),
    Identity("customer_windows.money", ("customer_windows",),
             "opening + won + reactivated + expansion - contraction - lost = closing, in money",
             _adds_up("customer_windows",
                      ("opening_revenue", ("retained_revenue", "contraction", "lost_revenue")),
                      ("closing_revenue", ("retained_revenue", "expansion", "new_revenue_earned", "new_revenue_bought",
                                           "new_revenue_unknown", "reactivated_revenue")))),
    Identity("window_revenue.before", ("window_revenue",),
             "a window's revenue is that before the window which opens with its end", _now_is_before),
    Identity("customer_windows.chain", ("customer_windows",), "each month opens with what the month before closed with",
             _closing_is_opening),
    Identity("customer_windows.lengths", ("customer_windows",),
             "windows that end in the same month close alike, however long they are", _windows_end_alike),
)  # fmt: skip
"""Every identity; each names datasets of one group, which are published or carried over together."""

if split := [identity.check for identity in IDENTITIES if len({BY_NAME[name].group for name in identity.needs}) > 1]:
    raise ValueError(f"These identities join datasets that are not carried over together: {', '.join(split)}.")
