"""A measure as blocks show it: its figure, its tile, its row, and how it is known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from dashboard.blocks import Bar, Cell, Change, Column, Evidence, Pill, Spark, Tile
from dashboard.charts.data import Written
from dashboard.data.question import Question
from dashboard.data.standing import Ground
from dashboard.features.comments import facts_on_measure
from dashboard.measures import MEASURES, Figure, definition, measure, read
from dashboard.measures.changes.composition import composition
from dashboard.measures.changes.rate_and_mix import rate_and_mix
from dashboard.measures.clusters import DATASET as CLUSTERS
from dashboard.measures.every_target import for_the_company_alone
from dashboard.measures.figure import Band
from dashboard.measures.weighted import weighted
from dashboard.periods import Period, month_of
from dashboard.settings import Settings
from dashboard.words import customers_months, figures, targets
from dashboard.words import rate_and_mix as of_mix
from dashboard.words import weighted as weighted_words
from dashboard.words.comparison import comparison, on_what
from dashboard.words.formats import Formats
from dashboard.words.overview import news
from dashboard.words.verdicts import judged_by, tone, verdict

AIMS = ("targets", "benchmarks")
"""The datasets beside a measure's own that its figure is held against."""


def datasets_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the datasets that these measures stand on and are held against."""
    own = [dataset for name in names for dataset in MEASURES[name].formula.datasets]
    beside = (CLUSTERS,) if "answers" in own else ()
    return tuple(dict.fromkeys((*own, *beside, *AIMS)))


ROW = (
    Column("measure", "Measure", "text", width=1.4, priority=1),
    Column("value", "Value", "number", width=0.8, priority=1),
    Column("change", "Change", "pill", width=0.8),
    Column("trend", "Trend", "sparkline", width=0.6),
)
"""The columns of a scorecard's rows: see `row`."""


def link(name: str) -> str:
    """Return what opens how a measure is known."""
    return f"measure:{name}"


def figure_of(question: Question, name: str) -> Figure:
    """Return a measure's figure under the question's view."""
    return read(question.data, name, question.view, question.settings)


def is_drawn(figure: Figure) -> bool:
    """Whether a figure is connected and has ever counted anything; what is withheld is drawn as such."""
    if figure.state == "not_connected":
        return False
    return not figure.shown or any(math.isfinite(value) for value in (figure.value, *figure.series.values))


def drawn(question: Question, names: Iterable[str]) -> list[Figure]:
    """Return the figures of those measures that are to be drawn."""
    return [figure for name in names if is_drawn(figure := figure_of(question, name))]


def drawn_once(question: Question, names: Iterable[str]) -> list[Figure]:
    """Return the figures to be drawn, without those that only tell what another of them does (``same_as``)."""
    found = drawn(question, names)
    told = {figure.measure for figure in found}
    return [figure for figure in found if MEASURES[figure.measure].same_as not in told]


def tile(question: Question, figure: Figure) -> Tile:
    """Return a figure's tile; what is withheld has no number in it."""
    settings = question.settings
    entry = measure(figure.measure, settings)
    bare = Tile(
        label=entry.label, value="–", link=link(figure.measure), meaning=entry.meaning, muted=True,
        note=note_of(question, figure), standing=figure.standing, months=months_of(question, figure),
        also=also_of(question, figure),
    )  # fmt: skip
    if not figure.shown:
        return bare
    return replace(
        bare,
        value=figures.value(figure, settings),
        muted=not figure.enough,
        interval=figures.interval(figure, settings),
        change=change_of(question, figure),
        bar=_way(figure, settings),
        target=_target_of(question, figure),
        aim=targets.in_short(figure, settings),
        detail=figures.alternative(figure, settings),
        spark=spark_of(question, figure),
    )


def _target_of(question: Question, figure: Figure) -> str:
    """Return a figure's target in full, or that none is set for its place where the company has one."""
    asked = question.view, question.manifest.company
    if for_the_company_alone(question.data, MEASURES[figure.measure], question.view):
        return figures.no_target(*asked)
    return targets.in_full(figure, question.settings)


def row(question: Question, figure: Figure, due: int | None = None) -> tuple[Cell, ...]:
    """Return a figure as a row of a scorecard: the cells of ``ROW``.

    What changes are against, and ``due``, the month of targets that name none, is said by the head of the table.
    """
    entry = measure(figure.measure, question.settings)
    opens = link(figure.measure)
    label = Cell(
        entry.label, note=_beside(question, figure, due), link=opens, detail=entry.meaning, standing=figure.standing,
        months=months_of(question, figure), also=also_of(question, figure),
    )  # fmt: skip
    if not figure.shown:
        return label, Cell("–", muted=True, link=opens), Cell(), Cell()
    detail = figures.alternative(figure, question.settings)
    value = figures.value(figure, question.settings)
    moved = change_of(question, figure)
    return (
        label,
        Cell(value, value=figure.value, strong=True, muted=not figure.enough, link=opens, detail=detail),
        Cell(" ".join(filter(None, (moved.arrow, moved.text))), pill=moved.pill),
        Cell(drawing=spark_of(question, figure)),
    )


def change_of(question: Question, figure: Figure) -> Change:
    """Return how a figure moved, with its verdict as a pill, which says how it was come by."""
    word, entry = verdict(figure), measure(figure.measure, question.settings)
    size = figures.change(figure, question.settings)
    return Change(
        size,
        figures.arrow(figure, question.settings),
        Pill(word, tone(figure), judged_by(figure, entry, question.settings)) if word else None,
        on_what(question.view) if size else "",
    )


def spark_of(question: Question, figure: Figure) -> Spark:
    """Return a figure's months as a sparkline."""
    aim = figure.target
    return Spark(
        tuple(figure.series.values.tolist()),
        _newest(figure.limits),
        aim.value if aim is not None and aim.level else None,
        figures.alternative(figure, question.settings),
    )


def written(question: Question, name: str) -> Written:
    """Return how a measure's values are written in a chart."""
    settings = question.settings
    entry = measure(name, settings)
    return Written(number=Formats.of(settings).in_charts(entry), title=entry.label, locale=settings.locale)


def months_of(question: Question, figure: Figure) -> tuple[int, int]:
    """Return the first and last month that a figure's value stands on."""
    return span_of(question.view.period, figure.measure)


def also_of(question: Question, figure: Figure) -> tuple[Ground, ...]:
    """Return what a figure stands on besides: the months that it is compared with, its target and benchmark."""
    return compared_on(question, figure.measure) + aims_of(figure)


def compared_on(question: Question, name: str) -> tuple[Ground, ...]:
    """Return what a measure's change stands on beside its value: the months before, and who answered more than once."""
    entry, against = MEASURES[name], question.view.against
    widened = (CLUSTERS,) if entry.sampled else ()
    now = (Ground(widened, span_of(question.view.period, name)),) if widened else ()
    return now if against is None else (*now, Ground((*entry.formula.datasets, *widened), span_of(against, name)))


def aims_of(figure: Figure) -> tuple[Ground, ...]:
    """Return what a figure is held against: its target and benchmark, where it has them."""
    target, benchmark = figure.target, figure.benchmark
    targets = () if target is None else (Ground(("targets",), (target.month, target.month)),)
    of = None if benchmark is None else month_of(benchmark.as_of)
    return targets if of is None else (*targets, Ground(("benchmarks",), (of, of)))


def grounds_of_goals(question: Question, names: Iterable[str]) -> tuple[Ground, ...]:
    """Return what was read of these measures to see whether objectives moved them: all their months.

    What was to be expected is worked out from every month before an objective began.
    """
    datasets = dict.fromkeys(dataset for name in names for dataset in MEASURES[name].formula.datasets)
    return (Ground(tuple(datasets), (question.data.months[0], question.view.period.last)),) if datasets else ()


def drawn_months(figure: Figure) -> tuple[int, int] | None:
    """Return the first and last month of a figure's series; None where it has none."""
    months = figure.series.months
    return (int(months[0]), int(months[-1])) if len(months) else None


def span_of(period: Period, name: str) -> tuple[int, int]:
    """Return the first and last month of the data that a measure stands on in a period: those of its window, if any."""
    reach = MEASURES[name].reach
    return period.first if reach is None else period.last - reach, period.last


def note_of(question: Question, figure: Figure) -> str:
    """Return what must be known beside a measure's name: what it is per or against, that it follows no filter.

    Of answers without a value, it is why they have none.
    """
    entry = MEASURES[figure.measure]
    basis, whole = customers_months.basis(entry, question.manifest), not figure.filtered
    parts = [basis, figures.WHOLE_COMPANY if whole else "", figures.weightless(entry, figure.estimate)]
    return " · ".join(filter(None, parts))


def _beside(question: Question, figure: Figure, due: int | None) -> str:
    """Return what stands beside a measure's name in a row: what must be known of it, and how its target stands."""
    aim = targets.in_short(figure, question.settings, due) if figure.shown else ""
    return " · ".join(filter(None, (note_of(question, figure), aim)))


def evidence(question: Question, name: str) -> Evidence:
    """Return how a measure is known under the question's view."""
    settings = question.settings
    entry, figure = measure(name, settings), figure_of(question, name)
    scope = f"{figures.scope(question.view, question.manifest.company)} · {comparison(question.view)}"
    facts = (
        ("Of", scope),
        *figures.facts(figure, question.view, settings),
        *_on_common_parts(question, figure),
        *_rate_and_mix(question, figure),
        *_to_all_customers(question, name),
        *_read_otherwise(question, name),
        *customers_months.facts(entry.formula.datasets, question.manifest),
        *facts_on_measure(question, name),
    )
    datasets = (*entry.formula.datasets, *(name for ground in aims_of(figure) for name in ground.datasets))
    grounds = (Ground(figure.standing.datasets, months_of(question, figure)), *also_of(question, figure))
    return Evidence(f"{entry.label}: how do we know?", definition(entry), facts, datasets, grounds)


def _on_common_parts(question: Question, figure: Figure) -> list[tuple[str, str]]:
    """Return what the parts did that are alike in both periods; nothing where the whole is made of the same."""
    entry = measure(figure.measure, question.settings)
    found = composition(question.data, entry, question.view, question.settings) if figure.clear else None
    return [] if found is None else [(news.COMMON_PARTS, news.common_parts(found, entry, question.settings))]


def _rate_and_mix(question: Question, figure: Figure) -> list[tuple[str, str]]:
    """Return what the parts did to a change and what the shift between them did, each way apart."""
    entry, settings = measure(figure.measure, question.settings), question.settings
    if figure.difference is None or not figure.filtered:
        return []
    found = rate_and_mix(question.data, entry, question.view, settings)
    said = "; ".join(of_mix.told(one, entry, settings) for one in found)
    return [(of_mix.NAME, f"{said}.")] if said else []


def _to_all_customers(question: Question, name: str) -> list[tuple[str, str]]:
    """Return a score as it is weighted to all customers; nothing where they are not known."""
    found = weighted(question.data, name, question.view, question.settings)
    if found is None:
        return []
    return [(weighted_words.NAME, weighted_words.told(found, measure(name, question.settings), question.settings))]


def _read_otherwise(question: Question, name: str) -> list[tuple[str, str]]:
    """Return what must be read with a measure, and the other measures of the same answers: none is taken for one."""
    metric = getattr(MEASURES[name].formula, "metric", None)
    same = [other for other in MEASURES if metric and getattr(MEASURES[other].formula, "metric", None) == metric]
    others = [other for other in dict.fromkeys((*MEASURES[name].beside, *same)) if other != name]
    return [
        (measure(figure.measure, question.settings).label, figures.alternative(figure, question.settings))
        for figure in (figure_of(question, other) for other in others)
        if figure.shown and figure.n > 0
    ]


def _way(figure: Figure, settings: Settings) -> Bar | None:
    """Return how much of the way to a target is behind, the target marked; None where a share of it says nothing."""
    aim = figure.target
    if aim is None or aim.attainment is None or not math.isfinite(aim.attainment):
        return None
    whole = max(aim.attainment, 1.0)
    return Bar(aim.attainment / whole, 1.0 / whole, targets.way(figure, settings), figures.TARGET)


def _newest(limits: Band | None) -> tuple[float, float] | None:
    return (float(limits.low[-1]), float(limits.high[-1])) if limits is not None and len(limits.low) else None
