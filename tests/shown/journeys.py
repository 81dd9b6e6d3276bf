"""What may be told of journeys: of the one that a block speaks of, in a row of a table of that row's own alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dashboard.data.by_part import By, by_part, parts_of
from dashboard.data.question import Question
from dashboard.features.journeys.choosing import all_journeys, chosen, most_broken, most_said
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.hours import lost_time
from dashboard.measures.journeys.lengths import Lengths, lengths
from dashboard.measures.journeys.moments import LEAST, moments
from dashboard.measures.journeys.promises import promises
from dashboard.measures.journeys.stages import Journey, Stage, Within
from dashboard.measures.programme.exchanges import HandOffs, hand_offs
from dashboard.measures.registry import measure
from dashboard.measures.targets import target_of
from dashboard.words.digits import scale
from tests.shown.work import Number

MOST_NAMED = 4
"""Names of a list that are told; of more it is said how many."""

JOURNEYS = ("J1", "J2", "J3", "J4", "J7")
"""The features that are checked here."""

_ROW = re.compile(r"^rows\[(\d+)\]")
Names = tuple[str, ...]


def figures_of(question: Question, feature: str, block: str, path: str) -> list[Figure]:
    """Return the figures of which a string may tell: of a row its own, of a title those of all parts."""
    by, row = _told_by(feature, block), _part(question, feature, block, path)
    if by is None:
        return []
    told = promises(question.data, question.view, question.settings, by)
    if row is not None:
        return [told[row]] if row in told else []
    whole = promises(question.data, question.view, question.settings, "journey") if feature == "J3" else {}
    return [*told.values(), *whole.values()]


def of_part(question: Question, feature: str, block: str, path: str) -> Question | None:
    """Return the question of which a row's part is the answer; None where a string is of no row."""
    by, row = _told_by(feature, block), _part(question, feature, block, path)
    parts = None if by is None else by_part(question.data, by, (question.view.regions, question.view.segments))
    if row is None or parts is None:
        return None
    label = next((one for one in parts.regions if parts_of(one) == row), None)
    view = replace(question.view, regions=None if label is None else (label,), segments=None)
    return replace(question, data=parts, view=view)


def _told_by(feature: str, block: str) -> By | None:
    if feature == "J4":
        return "hand_off" if block == "J4.list" else None
    return "journey" if block == "J2.all" else "stage" if block in ("J1.stages", "J3.kept") else None


def _part(question: Question, feature: str, block: str, path: str) -> Names | None:
    row = _ROW.match(path)
    if row is None:
        return None
    at = int(row[1])
    if block == "J1.stages":
        stage = _journey(question, most_said).stages[at]
        return stage.journey, stage.name
    if block == "J2.all":
        return (_ended(question)[at],)
    return _listed(question)[at][0] if block == "J4.list" else None


def _journey(question: Question, telling: object) -> Journey:
    found = chosen(question, telling)  # type: ignore[arg-type]  # one of two
    assert found is not None
    return found


def _ended(question: Question) -> list[str]:
    kept = {name: one for (name,), one in promises(question.data, question.view, question.settings, "journey").items()}
    found = lengths(question.data, question.view)
    return sorted({*found, *kept}, key=lambda name: (kept[name].value if name in kept else 2.0, name))


def _listed(question: Question) -> list[tuple[tuple[str, str], HandOffs]]:
    found = hand_offs(question.data, question.view) or {}
    return sorted(found.items(), key=lambda one: (-one[1].wait_hours, -one[1].handed, one[0]))


def of_journeys(feature: str, question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features, beside its figures."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    if feature == "J1":
        yield from _of_map(question, block, at)
    elif feature == "J2":
        yield from _of_ends(question, block, at)
    elif feature == "J3":
        yield from _of_parting(question, block)
    elif feature == "J4":
        yield from _of_hand_offs(question, block, at)
    else:
        yield from _of_moments(question)


def _counts(**named: float | None) -> Iterator[Number]:
    yield from ((name, value, "count") for name, value in named.items() if value is not None)


def _of_map(question: Question, block: str, at: int | None) -> Iterator[Number]:
    journey = _journey(question, most_said)
    stages = journey.stages if at is None else journey.stages[at : at + 1]
    yield from _counts(n=sum(stage.score.n for stage in journey.stages if stage.score is not None), top_two=2)
    if at is None:
        below = sum(stage.below and stage.score is not None and stage.score.n >= question.settings.least_n
                    for stage in stages)  # fmt: skip
        yield from _counts(stages=len(stages), below=below)
        unowned, few = len(journey.unowned), sum(stage.score is not None for stage in stages)
        yield from _counts(
            unowned=unowned - MOST_NAMED, **{f"few {number}": number - 8 for number in range(9, few + 1)}
        )
    for stage in stages:
        yield from _of_stage(stage, journey)
    if block == "J1.stages" and at is None and journey.within is not None:
        yield from _of_within(journey.within)


def _of_stage(stage: Stage, journey: Journey) -> Iterator[Number]:
    entry = journey.measure
    if entry is not None and stage.score is not None:
        unit = {"share": "%", "points": ""}.get(entry.unit, "")
        yield from ((end, scale(entry) * getattr(stage.score, end), unit) for end in ("value", "low", "high"))
        yield "n", stage.score.n, "count"
        if stage.target is not None:
            yield "target", scale(entry) * stage.target, unit
            told = round(scale(entry) * stage.score.value, 1) - round(scale(entry) * stage.target, 1)
            yield "gap", told, "point"
    yield from _counts(entered=stage.entered)
    if stage.within is not None:
        yield from _of_within(stage.within)


def _of_within(found: Within) -> Iterator[Number]:
    yield from _counts(customers=found.customers, overdue=found.overdue, at_risk=found.at_risk)
    yield from (("revenue", found.revenue, "money"), ("at risk", found.at_risk_revenue, "money"))


def _of_ends(question: Question, block: str, at: int | None) -> Iterator[Number]:
    found, names = lengths(question.data, question.view), _ended(question)
    if block == "J2.time":
        names = [_journey(question, most_broken).name]
    elif at is not None:
        names = names[at : at + 1]
    drawn = {journey.name: journey for journey in all_journeys(question)}
    for name in names:
        if name in found:
            yield from _of_lengths(found[name])
        if name in drawn and at is not None:
            yield from _counts(given_up=max((stage.abandoned or 0 for stage in drawn[name].stages), default=0))
    yield from _counts(left_out=sum(one.left_out for one in found.values()))


def _of_lengths(one: Lengths) -> Iterator[Number]:
    yield from _counts(begun=one.begun, completed=one.completed, abandoned=one.abandoned, open=one.open)
    for hours in one.half:
        yield from (("half", hours, "h"), ("half in days", hours / 24, ""))
    if len(one.given_up):
        yield "given up", 100 * float(one.given_up[-1]), "%"


def _of_parting(question: Question, block: str) -> Iterator[Number]:
    journey = _journey(question, most_broken)
    if block == "J3.lost":
        found = lost_time(question.data, question.view, journey.name)
        if found is not None:
            yield from _counts(late=found.late, on_time=found.on_time)
            for part in found.parts:
                yield from (("more", part.more.value, "h"), ("more in days", part.more.value / 24, ""))
        return
    settings = question.settings
    aim = target_of(question.data, measure("journeys_on_time", settings), question.view, settings.fiscal_year_start)
    if aim is not None:
        yield "target", 100 * aim.value, "%"


def _of_hand_offs(question: Question, block: str, at: int | None) -> Iterator[Number]:
    listed = _listed(question)
    handed, lost = sum(one.handed for _, one in listed), sum(one.lost for _, one in listed)
    yield from _counts(rows=len(listed), handed=handed)
    yield "lost", 100 * lost / handed if handed else 0.0, "%"
    for _, one in listed if at is None else listed[at : at + 1]:
        yield from _counts(handed=one.handed, lost=one.lost, timed=one.timed)
        yield from (("wait", one.wait, "h"), ("lost", 100 * one.lost / one.handed, "%"))


def _of_moments(question: Question) -> Iterator[Number]:
    found = moments(question.data, question.view, question.settings)
    if found is None:
        return
    yield from _counts(answers=found.answers, least=LEAST, few=len(found.few), more=len(found.few) - 6, top_two=2)
    for one in found.told:
        yield from _counts(spoken=one.spoken, bad=one.bad, rank=one.rank, best=one.ranks[0], worst=one.ranks[1])
        yield from ((end, getattr(one.effect, end), "point") for end in ("value", "low", "high"))
