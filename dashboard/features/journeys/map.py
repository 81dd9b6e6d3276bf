"""The journey map: its stages in order, scored, with targets, owners, and what is at risk in each."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from dashboard.blocks import Block, Cell, Chart, Column, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.journeys.choosing import choice, chosen, most_said
from dashboard.measures.journeys.promises import MEASURED
from dashboard.measures.journeys.scores import BESIDE, DATASET
from dashboard.measures.journeys.stages import CUSTOMERS, DATASETS, DRAWN, SESSIONS, STEPS, Journey, Stage
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.journeys import stages as words
from dashboard.words.revenue import per
from dashboard.words.verdicts import judged_by, tone, verdict

NAMES = "departments"
_GAP = Column("gap", "Against target", "number", 1.2)
_STEPS = (Column("entered", "Entered", "number", 0.8), Column("on_time", "On time", "number", 1.0))
_RISK = Column("risk", "Of that at risk", "number", 1.4)


@feature("J1", words.NAME, meaning=words.MEANING, uses=(*DATASETS, NAMES))
def journey_map(question: Question) -> tuple[Block, ...]:
    """Draw a journey's stages in order, and list them; first which journey, where there are several."""
    journey, options = chosen(question, most_said), choice(question, "J1.choice")
    if journey is None:
        return ()
    names = department_names(question.data)
    scored = _connected(question, DATASET)
    drawn = (_drawn(question, journey, names),) if scored else ()
    return (*((options,) if options else ()), *drawn, _listed(question, journey, names))


def _drawn(question: Question, journey: Journey, names: Mapping[str, str]) -> Chart:
    entry, period = journey.measure, question.view.period
    instead = words.instead(journey, question)
    head = Head(
        name="J1.map", title=words.NAME if instead else words.title(journey, names, question), finding=not instead,
        subtitle=words.subtitle(journey, question), standing=standing_of(question.data, _of_scores(question)),
        months=(period.first, period.last), also=(Ground(("targets", NAMES, SESSIONS)),), instead=instead,
        notes=() if instead else words.notes(journey, names, question), alt=words.alternative(journey, names, question),
    )  # fmt: skip
    rows = [_station(question, stage, journey, names) for stage in journey.stages]
    number = Formats.of(question.settings).in_charts(entry) if entry else ",.1f"
    titles = {"y": entry.label if entry else "score", "target": "target", "note": "owner"}
    return Chart(head, "path", pa.Table.from_pylist(rows, _SCHEMA), number=number, titles=titles,
                 locale=question.settings.locale)  # fmt: skip


_SCHEMA = pa.schema(
    [("x", pa.string()), *((role, pa.float64()) for role in ("y", "low", "high", "target", "n", "order")),
     ("note", pa.string())]
)  # fmt: skip


def _of_scores(question: Question) -> tuple[str, ...]:
    """Return what the map stands on: what is said of the stages, and of what else there is how they are drawn."""
    return (DATASET, *(name for name in (*BESIDE, DRAWN) if _connected(question, name)))


def _connected(question: Question, dataset: str) -> bool:
    return standing_of(question.data, (dataset,)).state != "not_connected"


def _station(question: Question, stage: Stage, journey: Journey, names: Mapping[str, str]) -> dict[str, object]:
    score = stage.score if words.is_told(stage, question) else None
    return {
        "x": stage.name, "y": score and score.value, "low": score and score.low, "high": score and score.high,
        "target": stage.target, "n": score and score.n, "note": words.owner(stage, journey, names) or None,
        "order": None,
    }  # fmt: skip


def _listed(question: Question, journey: Journey, names: Mapping[str, str]) -> Table:
    period, entry = question.view.period, journey.measure
    title = words.stages_title(journey, question)
    head = Head(
        name="J1.stages", title=title, finding=title != words.STAGES, months=(period.first, period.last),
        subtitle=words.stages_subtitle(journey, question),
        standing=standing_of(question.data, _of_stages(question)),
        also=_also(question),
        alt=words.OF_STAGES,
    )  # fmt: skip
    owned, scored = journey.owned, any(stage.score is not None for stage in journey.stages)
    aimed = scored and entry is not None and any(stage.target is not None for stage in journey.stages)
    entered = any(stage.entered is not None for stage in journey.stages)
    within = any(stage.within is not None for stage in journey.stages)
    columns = (
        Column("stage", "Stage", "text", 1.2, 1), *((Column("owner", "Owner", "link", 1.2, 1),) if owned else ()),
        *((Column("score", entry.label, "number", 1.4, 1),) if entry and scored else ()), *((_GAP,) if aimed else ()),
        *(_STEPS if entered else ()),
        *((Column("revenue", f"Brought, {per(question.settings)}", "number", 1.0), _RISK) if within else ()),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(stage.name, strong=True), *((_who(stage, journey, names),) if owned else ()),
            *(_scored(question, stage, journey)[: 1 + aimed] if scored else ()),
            *(_promised(question, stage) if entered else ()), *(_money(question, stage) if within else ()),
        )
        for stage in journey.stages
    )  # fmt: skip
    return Table(head, columns, rows, words.ORDER if journey.drawn else words.BY_NAME)


def _also(question: Question) -> tuple[Ground, ...]:
    """Return what the list of stages stands on besides: what they are scored and compared by, and who is within."""
    period, against = question.view.period, question.view.against
    months = [(one.first, one.last) for one in (period, against) if one is not None]
    return (
        Ground((CUSTOMERS,), (period.last, period.last)), Ground((DATASET, *BESIDE), months[0]),
        *(Ground((STEPS,), span) for span in months), Ground((DRAWN, NAMES, "targets")),
    )  # fmt: skip


def _of_stages(question: Question) -> tuple[str, ...]:
    """Return what the list of stages stands on: what happens in them, else how they are drawn, else what is said."""
    return (next((name for name in (STEPS, DRAWN) if _connected(question, name)), DATASET),)


def _who(stage: Stage, journey: Journey, names: Mapping[str, str]) -> Cell:
    told = words.owner(stage, journey, names)
    link = f"department:{stage.owner}" if stage.owner is not None else ""
    missing = Pill(told, "warn") if stage.unowned else None
    return Cell("" if missing else told, link=link, pill=missing)


def _scored(question: Question, stage: Stage, journey: Journey) -> tuple[Cell, ...]:
    entry = journey.measure
    if entry is None or stage.score is None:
        return Cell(NOTHING, muted=True), Cell(NOTHING if stage.target else words.NO_TARGET, muted=True)
    few = not words.is_told(stage, question)
    pill = Pill("below target", "bad") if stage.below and not few else None
    return (
        Cell(words.score(stage, entry, question), note=words.known_by(stage, entry, question), value=stage.score.value,
             muted=few),
        Cell(words.against(stage, entry, question), value=words.shown_gap(stage, entry), pill=pill,
             muted=few or stage.target is None),
    )  # fmt: skip


def _promised(question: Question, stage: Stage) -> tuple[Cell, ...]:
    formats, settings, entry = (
        Formats.of(question.settings),
        question.settings,
        measure(MEASURED["stage"], question.settings),
    )
    entered = Cell(NOTHING if stage.entered is None else formats.count(stage.entered), value=stage.entered)
    figure = stage.on_time
    if figure is None:
        return entered, Cell(NOTHING, muted=True)
    word = figure.verdict.word in ("clear", "unusual", "small") and verdict(figure)
    pill = Pill(word, tone(figure), judged_by(figure, entry, settings)) if word else None
    few = figure.n < settings.least_n
    return entered, Cell(
        figures.told(entry, figure.estimate, settings), note=f"of {formats.counted(figure.n, 'promise')}",
        value=figure.value, detail=figures.alternative(figure, settings), pill=None if few else pill, muted=few,
    )  # fmt: skip


def _money(question: Question, stage: Stage) -> tuple[Cell, ...]:
    if stage.within is None:
        return Cell(NOTHING, muted=True), Cell(NOTHING, muted=True)
    risk, of = words.at_risk(stage.within, question)
    revenue = Formats.of(question.settings).money(stage.within.revenue)
    return Cell(revenue, value=stage.within.revenue), Cell(risk, note=of, value=stage.within.at_risk_revenue)
