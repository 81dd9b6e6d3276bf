"""The Top Ten and the rally cry, each as one strip; and the long view."""

from __future__ import annotations

import math
from functools import partial

import pyarrow as pa

from dashboard.blocks import Bar, Block, Chart, Head, Tile, Tiles, tells
from dashboard.charts.data import history
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of, drawn_months, figure_of, grounds_of_goals, link, written
from dashboard.features.top_ten.rows import REGISTER, kind, kinds, told_by_gap
from dashboard.measures import Figure, long_ends, measure, read, top_ten
from dashboard.measures.evaluation import SERIES_MONTHS
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.measures.programme.rally_cry import DATASETS as RALLY_CRY
from dashboard.measures.programme.rally_cry import around, rally_cry
from dashboard.measures.themes.sums import DATASETS as THEMES
from dashboard.measures.themes.sums import REPEATED
from dashboard.periods import month_of
from dashboard.settings import Settings
from dashboard.words import effects, figures
from dashboard.words import rally_cry as rally_cry_words
from dashboard.words.accountability.placed import left_out
from dashboard.words.language import INTERVAL
from dashboard.words.overview import strips as words
from dashboard.words.top_ten import ranks
from dashboard.words.top_ten import themes as theme_words


@feature(
    "O6.themes",
    "Top Ten",
    meaning=theme_words.POINTS_LOST,
    uses=(*THEMES, *REPEATED, *REGISTER),
)
def top_ten_strip(question: Question) -> Block | None:
    """Show the ten themes that cost most as columns; each opens its own view."""
    settings = question.settings
    themes = top_ten(question.data, question.view, settings, trends=False)
    if themes.standing.state == "not_connected":
        return None
    head = Head(
        name="O6.themes",
        title=theme_words.top_ten_title(themes, settings),
        finding=False,
        told=tells(theme_words.top_ten_title(themes, settings)),
        subtitle=theme_words.stands_on(themes, question.view, settings) if themes.ten else "",
        standing=themes.standing,
        months=(themes.first, themes.last),
        instead="" if themes.ten else theme_words.no_themes(themes, settings),
        notes=told_by_gap(themes, settings) if themes.ten else (),
        alt=words.COLUMNS_ALT,
    )
    shown = [theme for theme in themes.ten if math.isfinite(theme.points)]
    data = pa.table(
        {
            "x": [theme.name for theme in shown],
            "y": [theme.points for theme in shown],
            "series": [kind(theme) for theme in shown],
            "label": [ranks.points_lost(theme.points, settings) for theme in shown],
            "detail": [ranks.theme_detail(theme, settings) for theme in shown],
            "link": [f"theme:{theme.theme_id}" for theme in shown],
            "order": list(range(len(shown))),
        }
    )
    return Chart(head, "columns", data, ".1f", {"y": "points lost"}, kinds(themes))


@feature(
    "O6.rally_cry",
    "Rally cry",
    meaning=f"The goal that runs at the end of the period, with the tasks that serve its objectives. {effects.MEANING}",
    needs=RALLY_CRY,
    uses=MEASURED,
)
def rally_cry_strip(question: Question) -> Block:
    """Show what moved first, what was completed second."""
    view, settings = question.view, question.settings
    cry, standing = rally_cry(question.data, view.period.last, settings, view.regions)
    cry = cry if cry is not None and rally_cry_words.runs(cry, view) else None
    if cry is None or not cry.due:
        around_it = around(question.data, view.period)
        said = words.NO_TASKS if cry else rally_cry_words.none_runs(*around_it, view, settings)
        head = Head(
            name="O6.rally_cry", title=words.cry_title(cry), finding=False, subtitle=words.cry_month(cry, settings),
            standing=standing, instead=said,
            notes=tuple(filter(None, (left_out(cry.unplaced, "task", settings) if cry else "",))),
        )  # fmt: skip
        return Tiles(head, ())
    said_first = rally_cry_words.headline(cry)
    moved = Tile(
        label=said_first.label, value=said_first.value, target=said_first.told,
        bar=None if said_first.share is None else Bar(said_first.share, alt=f"{said_first.value} {said_first.label}"),
        also=grounds_of_goals(question, cry.measures),
    )  # fmt: skip
    done = Tile(label=words.COMPLETED, value=words.share(cry.completed / cry.due, settings))
    head = Head(
        name="O6.rally_cry",
        title=words.cry_title(cry),
        finding=False,
        told=partial(rally_cry_words.told, cry),
        subtitle=words.cry_month(cry, settings),
        standing=standing,
        notes=words.besides(cry, view, settings),
    )
    return Tiles(head, (moved, done), "plain")


@feature(
    "O8",
    "The long view",
    meaning="The leading measure month by month over all the months that the data hold, with the milestones of the "
    "settings; its ends are told over twelve months, since single months tell too little.",
    chosen=lambda settings: datasets_of((settings.leading_measure,)),
)
def long_view(question: Question) -> Block | None:
    """Draw the leading measure over all its months, with the dated milestones; nothing that the trend above draws."""
    settings, view, name = question.settings, question.view, question.settings.leading_measure
    figure = read(question.data, name, view, settings, whole=True)
    if figure.shown and not _is_long(figure, settings):
        return None
    ends = long_ends(question.data, name, view, settings)
    parts = (
        figures.scope(view, question.manifest.company),
        figures.history_counts(ends, settings),
        f"by month, band: {INTERVAL}",
    )
    head = Head(
        name="O8",
        title=figures.history_title(ends, settings),
        subtitle=" · ".join(filter(None, parts)),
        standing=figure_of(question, name).standing,
        months=drawn_months(figure),
        alt=figures.drawn_by_month(measure(name, settings), INTERVAL),
        link=link(name),
    )
    milestones = [(milestone.date, milestone.label) for milestone in settings.milestones]
    return history(figure.series, milestones, head, written(question, name))


def _is_long(figure: Figure, settings: Settings) -> bool:
    """Whether a figure has more months than its trend draws, or milestones among them."""
    months = figure.series.months
    happened = {month_of(milestone.date) for milestone in settings.milestones}
    drawn_above = (*settings.north_star.lead_measures, figure.measure)[0] == figure.measure
    return len(months) > SERIES_MONTHS or (
        len(months) > 1 and not (drawn_above and happened.isdisjoint(months.tolist()))
    )
