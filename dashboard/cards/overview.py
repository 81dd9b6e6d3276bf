"""The blocks of the Overview: the North Star, the news, the scorecard, the strips, principles, the long view."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from dashboard import charts, words
from dashboard.cards.charted import chart_card, draw_chart, held_back
from dashboard.cards.component import markup, place
from dashboard.cards.frames import history_frame, trend_frame
from dashboard.cards.page import Block, Cards
from dashboard.cards.tiles import Tile, tile
from dashboard.data.standing import Standing
from dashboard.measures import Figure, long_ends, measure, read, top_ten
from dashboard.measures.changes.news import what_changed
from dashboard.measures.programme.decisions import SOURCES, decisions
from dashboard.measures.programme.objectives import serving
from dashboard.measures.programme.rally_cry import RallyCryProgress, rally_cry
from dashboard.measures.themes.theme import TopTen
from dashboard.screen.filters import in_words
from dashboard.screen.frame import Opened
from dashboard.words.formats import axis_format
from dashboard.words.trust import provenance

_COMPLETED = "{completed} of {due} due tasks completed, {on_time} by the first date promised"


def north_star(opened: Opened, *, beside: Sequence[str]) -> Block:
    """Draw the North Star with its lead measure large and its trend; beside it, four tiles."""
    names = opened.settings.north_star.lead_measures or (opened.settings.leading_measure,)
    hero = markup(
        "hero",
        statement=opened.settings.north_star.statement,
        lead=_tile(opened, names[0]),
        others=[_tile(opened, name) for name in names[1:]],
        reviewed=_reviewed(opened),
    )
    tiles = markup("tiles", tiles=_drawn(opened, beside))
    draw_trend = _trend(opened, _figure(opened, names[0]))

    def block() -> None:
        left, right = st.columns([1.5, 1], gap="small")
        with left, st.container(border=True, height="stretch", key="hero"):
            in_words, chart = st.columns([1.08, 1.3], gap="medium")
            with in_words:
                place(hero, key="hero_words")
            with chart, st.container(gap=None):
                draw_trend()
        with right, st.container(height="stretch", gap=None):
            place(tiles, key="beside", stretched=True)

    return block


def news(opened: Opened, *, beside: Sequence[str]) -> Block:
    """Say what really changed, in at most three sentences, and what needs a decision.

    ``beside`` are the measures shown with it: a signal among them that is no news is named as such.
    """
    changes = what_changed(opened.data, opened.view, opened.settings, tuple(beside))
    waiting = decisions(opened.data, opened.manifest.as_of)
    return Cards.of(
        "news",
        scope=_scope(opened),
        changes=[words.news_sentence(change, opened.settings) for change in changes.changes],
        quiet=words.nothing_changed(changes, opened.view, opened.settings),
        notes=words.news_notes(changes, opened.settings),
        marks=[held_back(standing) for standing in _held_back(change.figure.standing for change in changes.changes)],
        decisions=[
            {
                "question": words.decision_question(item),
                "owner": words.asked_of(item),
                "age": words.days(item.days, opened.settings.locale),
            }
            for item in waiting.decisions
        ],
        undecided=_nothing_waits(opened, waiting.missing),
        more=_share_of(len(waiting.decisions), waiting.total),
        whole=_whole(opened),
        decision_marks=[held_back(standing) for standing in _held_back(waiting.held_back)],
    )


def scorecard(opened: Opened, columns: Mapping[str, Sequence[str]]) -> Block:
    """Draw measures side by side in columns of equal weight; what is not connected is left out."""
    shown = []
    for title, names in columns.items():
        tiles = _drawn(opened, names)
        if tiles:
            shown.append({"title": title, "tiles": tiles})
    return Cards.of("scorecard", columns=shown) if shown else None


def named(columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the names of a scorecard's measures."""
    return tuple(name for names in columns.values() for name in names)


def top_ten_and_rally_cry(opened: Opened) -> Block:
    """Draw the Top Ten and the rally cry, each as one strip."""
    themes = top_ten(opened.data, opened.view, opened.settings, trends=False)
    cry, standing = rally_cry(opened.data, opened.view.period.last)
    ten = None if themes.standing.state == "not_connected" else _theme_strip(opened, themes)
    rally = None if standing.state == "not_connected" else _rally_strip(cry, standing.reasons)
    if ten is None and rally is None:
        return None
    return Cards.of("strip", whole=_whole(opened), themes=ten, rally=rally)


def principles(opened: Opened) -> Block:
    """List the guiding principles, each with the measures and objectives that serve it, and those served by none."""
    if not opened.settings.principles:
        return None
    rows = [
        {
            "name": principle.name,
            "tiles": [_tile(opened, name) for name in principle.measures],
            "objectives": [goal.title for goal in serving(opened.data, principle.name)],
        }
        for principle in opened.settings.principles
    ]
    return Cards.of("principles", rows=rows)


def long_view(opened: Opened) -> Block:
    """Draw the leading measure over all its months, with the dated milestones of the settings."""
    name = opened.settings.leading_measure
    entry = measure(name, opened.settings)
    figure = read(opened.data, name, opened.view, opened.settings, whole=True)
    ends = long_ends(opened.data, name, opened.view, opened.settings)
    title = words.history_title(ends, opened.settings)
    counts = words.history_counts(ends, opened.settings)
    parts = (in_words(opened.view, opened.manifest.company), counts, "by month, band: 95 % interval")
    subtitle = " · ".join(part for part in parts if part)
    frame = history_frame(figure.series, opened.settings)

    def block() -> None:
        with chart_card(opened, title, subtitle, figure.standing) as drawn:
            if drawn:
                spec = charts.history(axis_format(entry), opened.mode)
                draw_chart(frame, spec, key="long_view", alt=words.drawn_by_month(entry, "95 % interval"))

    return block


def _figure(opened: Opened, name: str) -> Figure:
    return read(opened.data, name, opened.view, opened.settings)


def _tile(opened: Opened, name: str) -> Tile:
    """Return a measure's tile, made once a view: the scorecard, the North Star and the principles share it."""
    return tile(_figure(opened, name), opened.settings)


def _whole(opened: Opened) -> str:
    """Say of what knows no region or segment that it is about the whole company, where the filters ask for a part."""
    return "whole company" if opened.view.filtered else ""


def _nothing_waits(opened: Opened, missing: Sequence[str]) -> str | None:
    """Say that nothing waits, or that it is not known; None where nothing is connected that could wait."""
    if all(opened.data.entry(name).state == "not_connected" for name in SOURCES):
        return None
    return f"Not known: {words.listed(missing)} cannot be shown today." if missing else "Nothing waits for a decision."


def _drawn(opened: Opened, names: Sequence[str]) -> list[Tile]:
    """Return the tiles of measures that are connected and have ever counted anything; the rest is not drawn."""
    return [_tile(opened, name) for name in names if _is_drawn(_figure(opened, name))]


def _is_drawn(figure: Figure) -> bool:
    if figure.state == "not_connected":
        return False
    return not figure.shown or any(math.isfinite(value) for value in (figure.value, *figure.series.values))


def _scope(opened: Opened) -> str:
    """Return what the news is about: the filters, where there are any, and the periods."""
    compared = words.comparison(opened.view)
    return f"{in_words(opened.view, opened.manifest.company)} · {compared}" if opened.view.filtered else compared


def _held_back(standings: Iterable[Standing]) -> list[Standing]:
    """Return the standings of what is of an earlier refresh, each once."""
    return list(dict.fromkeys(standing for standing in standings if standing.state == "carried_over"))


def _share_of(shown: int, total: int) -> str:
    return f"{shown} of {total}" if total > shown else ""


def _reviewed(opened: Opened) -> str:
    day = opened.settings.north_star.reviewed_on
    return f"North Star last reviewed {day:%-d %b %Y}" if day else ""


def _trend(opened: Opened, figure: Figure) -> Callable[[], None]:
    entry = measure(figure.measure, opened.settings)
    frame = trend_frame(figure, opened.settings) if figure.shown else None
    title = words.trend_title(figure, opened.settings) if figure.shown else ""
    caption = words.caption(figure, opened.view, opened.settings)
    source = provenance(opened.manifest, figure.standing.datasets, opened.settings)

    def draw_trend() -> None:
        if frame is not None:
            st.markdown(f":small[**{title}**]")
            spec = charts.trend(axis_format(entry), opened.mode)
            draw_chart(frame, spec, key="north_star", alt=words.drawn_by_month(entry, "usual variation and target"))
            st.caption(f"{caption}  \n{source}")

    return draw_trend


def _theme_strip(opened: Opened, themes: TopTen) -> dict[str, object]:
    if not themes.standing.shown or not themes.ten:
        reasons = themes.standing.reasons or (words.no_themes(themes, opened.settings),)
        return {"title": words.top_ten_title(themes, opened.settings), "bars": [], "reason": " ".join(reasons)}
    most = max((theme.points for theme in themes.ten), default=1.0)
    return {
        "title": words.top_ten_title(themes, opened.settings),
        "reason": "",
        "months": words.window(themes, opened.settings),
        "bars": [
            {
                "theme_id": theme.theme_id,
                "name": theme.name,
                "value": words.points_lost(theme.points, opened.settings),
                "share": theme.points / most if math.isfinite(theme.points) and most > 0 else 0.0,
                "shared": theme.owner is not None and theme.owner.cross_lob,
                "detail": words.theme_detail(theme, opened.settings),
            }
            for theme in themes.ten
        ],
    }


def _rally_strip(cry: RallyCryProgress | None, reasons: Sequence[str]) -> dict[str, object]:
    if cry is None:
        return {"title": "Rally cry", "reason": " ".join(reasons) or "No rally cry has begun."}
    completed = cry.completed / cry.due if cry.due else 0.0
    return {
        "title": f"Rally cry: “{cry.statement}”, month {cry.month}",
        "reason": "" if cry.due else "No task was due yet.",
        "parts": [
            {"value": f"{cry.moved} of {cry.measured}", "label": "done tasks moved their measure"},
            {"value": f"{completed:.0%}".replace("%", " %"), "label": "of the tasks due completed"},
        ],
        "moved": cry.moved / cry.due if cry.due else 0.0,
        "completed": completed,
        "bar_label": _COMPLETED.format(completed=cry.completed, due=cry.due, on_time=cry.on_time),
    }
