"""One pilot, all of it: both arms month by month with the start marked, how far apart they came, and what is known."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dashboard.blocks import Block, Chart, Choice, Facts, Head, Row
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.pilots.register import CHOSEN
from dashboard.measures import MEASURES, measure
from dashboard.measures.pilots.drawn import Drawn, drawn, levels
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.register import DATASETS, tried
from dashboard.words import figures
from dashboard.words.digits import decimals, scale
from dashboard.words.formats import Formats
from dashboard.words.pilots import one_pilot as words
from dashboard.words.pilots import register, verdicts

_NAMES = ("departments",)


@feature("P2", words.NAME, meaning=verdicts.MEANING, needs=DATASETS, uses=_NAMES)
def one_pilot(question: Question) -> tuple[Block, ...]:
    """Show the pilot that the address asks for, else the first; nothing where none is kept."""
    found = tried(question.data)
    if not found:
        return ()
    asked = question.parameter(CHOSEN)
    first = next((one for one in found if one.judged), found[0])
    one = next((one for one in found if one.pilot.pilot_id == asked), first)
    options = tuple((each.pilot.pilot_id, verdicts.called(each.pilot)) for each in found)
    said = "" if asked in (None, one.pilot.pilot_id) else register.asked_in_vain(asked or "")
    head = Head(name="P2.choice", title=words.NAME, of_view=False)
    choice = Choice(head, CHOSEN, "Pilot", options, one.pilot.pilot_id, said)
    seen = drawn(question.data, one.pilot)
    arms = _arms(question, one, seen)
    gap = () if seen is None or not np.isfinite(seen.gap).any() else (_gap(question, one, seen),)
    facts = _facts(question, one)
    return choice, arms, Row(Head(name="P2.row", of_view=False), (*gap, facts), (1.0, 1.0)) if gap else facts


def _arms(question: Question, one: Tried, seen: Drawn | None) -> Chart:
    """Draw both arms by month, with the start marked: the picture that stands alone."""
    settings = question.settings
    head = _head(question, one, seen, "P2", verdicts.title(one, settings), words.subtitle(one, settings),
                 instead=words.instead(one, seen, settings), alt=words.alternative(one, seen, settings))  # fmt: skip
    if seen is None or seen.empty:
        return _lines(head, {"x": [], "y": [], "n": [], "series": [], "mark": []}, ",.1f", "", settings.locale)
    marks = _marks(one, seen)
    columns = {
        "x": np.tile(seen.months.astype(float), 2),
        "y": np.concatenate([seen.pilot, seen.comparison]),
        "n": np.concatenate([seen.pilot_n, seen.comparison_n]),
        "series": [words.PILOT] * len(seen.months) + [words.COMPARISON] * len(seen.months),
        "mark": [*marks, *[None] * len(seen.months)],
    }
    entry = measure(one.pilot.metric, settings)
    return _lines(head, columns, Formats.of(settings).in_charts(entry), entry.label, settings.locale,
                  series=(words.PILOT, words.COMPARISON))  # fmt: skip


def _gap(question: Question, one: Tried, seen: Drawn) -> Chart:
    """Draw how much more the pilot's units changed, month by month, in its interval."""
    settings, entry = question.settings, measure(one.pilot.metric, question.settings)
    head = _head(question, one, seen, "P2.gap", words.gap_title(one, settings), words.gap_subtitle(one, settings),
                 alt=f"Line: {words.GAP_NAME}")  # fmt: skip
    told = scale(entry)
    columns = {
        "x": seen.months.astype(float), "y": told * seen.gap, "low": told * seen.low, "high": told * seen.high,
        "target": np.zeros(len(seen.months)), "mark": _marks(one, seen),
    }  # fmt: skip
    return _lines(head, columns, f"+,.{decimals(entry)}f", "lift", settings.locale, target=words.NO_LIFT)


def _head(
    question: Question, one: Tried, seen: Drawn | None, name: str, title: str, subtitle: str, *, alt: str,
    instead: str = "",
) -> Head:  # fmt: skip
    months = None if seen is None or not len(seen.months) else (int(seen.months[0]), int(seen.months[-1]))
    whole = figures.WHOLE_COMPANY if question.view.filtered else ""
    said = " · ".join(filter(None, (whole, subtitle)))
    return Head(
        name=name, title=title, subtitle=said, standing=standing_of(question.data, DATASETS), months=months,
        instead=instead, alt=alt, of_view=False, link="" if name != "P2" else f"pilot:{one.pilot.pilot_id}",
    )  # fmt: skip


def _marks(one: Tried, seen: Drawn) -> list[str | None]:
    if one.horizon is None:
        return [None] * len(seen.months)
    first, last = one.horizon.after
    happened = [(one.horizon.began, words.BEGAN), (last, words.ENDED if first <= last else "")]
    told = ([what for month, what in happened if month == shown and what] for shown in seen.months.tolist())
    return ["; ".join(these) or None for these in told]


def _lines(
    head: Head,
    columns: dict[str, object],
    number: str,
    title: str,
    locale: str,
    *,
    series: tuple[str, ...] = (),
    target: str = "",
) -> Chart:
    words_of = ("series", "mark")
    data = pa.table({
        role: pa.array(list(values), pa.string() if role in words_of else pa.float64(), from_pandas=True)  # type: ignore[call-overload]
        for role, values in columns.items()
    })  # fmt: skip
    titles = {"y": title, "mark": "what happened"} | ({"target": target} if target else {})
    return Chart(head, "lines", data, number, titles, series=series, locale=locale)


def _facts(question: Question, one: Tried) -> Facts:
    department = department_names(question.data).get(one.pilot.department_id or "", "")
    known = levels(question.data, one.pilot) if one.pilot.metric in MEASURES else (np.nan,) * 4
    facts = words.facts(one, known, department, question.manifest.as_of, question.settings)
    head = Head(
        name="P2.facts", title="What is known of it", finding=False, standing=standing_of(question.data, DATASETS),
        also=(Ground(_NAMES),), of_view=False,
    )  # fmt: skip
    return Facts(head, facts)
