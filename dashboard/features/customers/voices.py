"""Whose score it is: of those who answered, of all, of those who left; and how answers were asked for."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Cell, Column, Fold, Head, Table, tells
from dashboard.data.question import Question
from dashboard.data.standing import Ground, reasons_of, standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of
from dashboard.measures.changes.parts import MODES
from dashboard.measures.customers.voices import INVITATIONS, LEAVERS, USES, Modes, Voices, modes, voices
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.statistics import Estimate
from dashboard.words import figures
from dashboard.words.customers import voices as words
from dashboard.words.formats import Formats


def _leading(settings: Settings) -> tuple[str, ...]:
    return datasets_of((settings.leading_measure,))


@feature("M10.scores", words.NAME, meaning=words.MEANING, needs=("answers",), uses=USES, chosen=_leading)
def whose_score(question: Question) -> Block:
    """Show the leading score as it is told by whom, each with its interval and its number."""
    found, view, settings = voices(question.data, question.view, question.settings), question.view, question.settings
    few = words.few(found, settings)
    months = view.period.first, view.period.last
    notes = reasons_of(standing_of(question.data, (name,)) for name in USES)
    if found.parted is not None and found.parted.gone.estimate.n >= settings.least_n and not few:
        notes = (words.GRADE, *notes)
    head = Head(
        name="M10.scores", title=words.NAME if few else words.title(found, settings), finding=not few,
        subtitle=words.subtitle(found, view, question.manifest.company, settings),
        standing=standing_of(question.data, ("answers", "answer_clusters")), months=months,
        also=(Ground((LEAVERS, INVITATIONS), months), Ground((USES[0],), (view.period.last, view.period.last))),
        instead=few, notes=notes,
    )  # fmt: skip
    columns = (
        Column("whose", "Whose", "text", 1.8, 1), Column("score", "Score", "number", 0.8, 1),
        Column("interval", "Interval", "number", 0.9, 2), Column("n", "Answers", "number", 0.7, 2),
    )  # fmt: skip
    return Table(head, columns, () if few else tuple(_rows(question, found)))


def _rows(question: Question, found: Voices) -> list[tuple[Cell, ...]]:
    settings, entry = question.settings, measure(found.figure.measure, question.settings)
    rows = [_row(question, words.ANSWERED, found.figure.estimate, words.effective(found, settings))]
    if found.weighted is not None:
        told = words.groups(found.weighted, found.figure.value, entry, settings)
        rows.append(_row(question, words.WEIGHTED, found.weighted.estimate, told))
    if found.parted is not None and found.parted.gone.customers:
        gone, stayed = found.parted.gone, found.parted.stayed
        apart = " · ".join(filter(None, (words.of_them(gone, settings), words.beside(found.parted, entry, settings))))
        rows.append(_row(question, words.gone(question.view), gone.estimate, apart))
        rows.append(_row(question, words.STAYED, stayed.estimate, words.of_them(stayed, settings)))
    if found.silent is not None:
        whole = Cell(words.SILENT, note=words.silent(found.silent, settings))
        rows.append((whole, Cell(words.bounds(found.silent, settings)), Cell(), Cell()))
    return rows


def _row(question: Question, name: str, estimate: Estimate, note: str) -> tuple[Cell, ...]:
    settings, formats = question.settings, Formats.of(question.settings)
    entry = measure(settings.leading_measure, settings)
    if not estimate.n >= settings.least_n:
        few = f"fewer than {settings.least_n} answers"
        return (Cell(name, note=note), Cell(few, muted=True), Cell(), Cell(formats.count(estimate.n)))
    told = " · ".join(filter(None, (note, figures.weightless(entry, estimate))))
    return (
        Cell(name, note=told), Cell(words.score(estimate.value, entry, settings), value=estimate.value),
        Cell(figures.between(entry, estimate, settings)), Cell(formats.count(estimate.n), value=estimate.n),
    )  # fmt: skip


@feature("M10.modes", words.MODES, meaning=words.MODES_MEANING, needs=("answers", MODES), chosen=_leading)
def how_asked(question: Question) -> Block | None:
    """Fold away how answers were asked for, now and in the period compared, with the score in each way."""
    found = modes(question.data, question.view, question.settings)
    if found is None or len(found.modes) < 2:
        return None
    entry = measure(question.settings.leading_measure, question.settings)
    subtitle = words.modes_title(found, entry, question.settings)
    head = _of_modes(question, "M10.modes", words.MODES, "" if subtitle == words.MODES else subtitle)
    return Fold(head, lambda: (_by_mode(question, found),))


def _by_mode(question: Question, found: Modes) -> Table:
    settings, formats = question.settings, Formats.of(question.settings)
    entry, against = measure(settings.leading_measure, settings), question.view.against
    then = () if against is None else (
        Column("share_before", f"Share, {against.label}", "number", 0.9, 3),
        Column("score_before", f"{entry.label}, {against.label}", "number", 1.0, 3),
    )  # fmt: skip
    columns = (
        Column("mode", "Asked by", "text", 1.2, 1), Column("share", "Share", "number", 0.8),
        Column("score", entry.label, "number", 1.0, 1), *then,
    )  # fmt: skip
    rows = []
    for one in found.modes:
        before = [Cell(_share(one.share_before, formats)), _scored(question, one.score_before)] if then else []
        rows.append((Cell(one.name), Cell(_share(one.share, formats)), _scored(question, one.score), *before))
    title = words.modes_title(found, entry, settings)
    head = replace(_of_modes(question, "M10.modes.table", title), finding=False, told=tells(title))
    return Table(head, columns, tuple(rows), words.MODES_ORDER)


def _of_modes(question: Question, name: str, title: str, subtitle: str = "") -> Head:
    """Return a head that stands on the answers and their ways of being asked for, now and then."""
    view, datasets = question.view, ("answers", MODES)
    then = () if view.against is None else (Ground(datasets, (view.against.first, view.against.last)),)
    months = (view.period.first, view.period.last)
    return Head(
        name=name, title=title, subtitle=subtitle, standing=standing_of(question.data, datasets), months=months,
        also=then,
    )  # fmt: skip


def _share(share: float, formats: Formats) -> str:
    return formats.percent(share)


def _scored(question: Question, estimate: Estimate) -> Cell:
    settings = question.settings
    if not estimate.n >= settings.least_n:
        return Cell(f"fewer than {settings.least_n}", muted=True)
    entry = measure(settings.leading_measure, settings)
    between = figures.between(entry, estimate, settings)
    counted = f"n {Formats.of(settings).count(estimate.n)}"
    n = " · ".join(filter(None, (counted, figures.weightless(entry, estimate))))
    return Cell(words.score(estimate.value, entry, settings), note=f"{between} · {n}" if between else n)
