"""What a view's numbers are, read again through the measures and not through the words: what may explain a numeral."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, partial
from typing import Any, get_args

from dashboard.data.labels import BEGUN_BY, CHANNEL, DEPARTMENT, HANDS, PARTNER, by_label, dimensions_of, labels_of
from dashboard.data.question import Question
from dashboard.data.registers import (
    Comment,
    Decision,
    Objective,
    RallyCry,
    Task,
    Theme,
    department_names,
    read_register,
)
from dashboard.data.standing import standing_of
from dashboard.data.view import View
from dashboard.features.accountability.said import MOST as MOST_DEPARTMENTS
from dashboard.features.journeys.channels import MOST as MOST_CHANNELS
from dashboard.features.journeys.handling import MOST as MOST_HANDLING
from dashboard.features.labels import MOST as MOST_LABELS
from dashboard.features.labels import OF_DEPARTMENTS
from dashboard.features.overview.scorecard import ON_THE_SCORECARD
from dashboard.features.top_ten.one_theme import chosen as chosen_theme
from dashboard.features.top_ten.verbatims import MOST as MOST_QUOTED
from dashboard.features.voice.report import chosen as chosen_line
from dashboard.measures import MEASURES, Figure, long_ends, measure, read, theme_view, top_ten
from dashboard.measures.by_label import measures_by_label
from dashboard.measures.changes.composition import Composition, composition
from dashboard.measures.changes.news import what_changed
from dashboard.measures.decisions.registers import HALF_WAY
from dashboard.measures.decisions.waiting import waiting
from dashboard.measures.every_target import every_target
from dashboard.measures.figure import Status, Target
from dashboard.measures.journeys.channels import BY_CHANNEL, BY_HANDS
from dashboard.measures.journeys.handling import HELD_TOGETHER, handling
from dashboard.measures.last_board import LastBoard, Restated, last_board
from dashboard.measures.programme.alignment import alignment
from dashboard.measures.programme.conflicts import Conflicts, conflicts
from dashboard.measures.programme.departments import DepartmentScore, department_scores
from dashboard.measures.programme.moves import EFFECTS, judged, measured
from dashboard.measures.programme.outcomes import Outcome, outcomes
from dashboard.measures.programme.partners import partnerships
from dashboard.measures.programme.rally_cry import SIX_MONTHS, RallyCryProgress, begun_by, rally_cry
from dashboard.measures.registry import Measure
from dashboard.measures.side_by_side import MOST
from dashboard.measures.themes.departures import Departure, departures
from dashboard.measures.themes.sums import DATASETS as THEME_SUMS
from dashboard.measures.themes.theme import Theme as Listed
from dashboard.measures.themes.verbatims import Quoted, quoted
from dashboard.measures.weighted import weighted
from dashboard.periods import last_day
from dashboard.settings import Settings
from dashboard.statistics import Estimate
from dashboard.statistics.forecast import LEAST_MONTHS
from dashboard.words.digits import adding_up, change_decimals, decimals, places
from tests.shown.accounts import ACCOUNTS, names_of_sponsors, of_accounts
from tests.shown.customers import CUSTOMERS, names_of_accounts, of_customers
from tests.shown.journeys import JOURNEYS, figures_of, of_journeys, of_part
from tests.shown.money import MONEY, of_money, of_splits
from tests.shown.next_steps import COHORTS, NEXT_STEPS, of_cohorts, of_next_steps
from tests.shown.numerals import Numeral, numerals
from tests.shown.people import PEOPLE, named_of_people, of_people
from tests.shown.pilots import PILOTS, of_pilots
from tests.shown.risk import RISK, of_risk
from tests.shown.service import of_bots, of_help, of_labels, of_waits
from tests.shown.voice import VOICE, costliest, of_report, of_voice
from tests.shown.walk import Said
from tests.shown.work import WORK, Number, named, numbers, of_department

STATUSES: tuple[Status, ...] = get_args(Status)
_SLACK = 1e-9
_DAYS_A_MONTH = 30.4375
MOST_NAMED = 4
"""Names of a list that are told; of more it is said how many."""


@dataclass(frozen=True)
class Fact:
    """A number with its unit: 'count' is whole, '' has no unit.

    ``places`` are the decimals with which it is told wherever it stands (None: as many as its size asks for), and more
    where it would else read as what it is held against; ``shown``
    gives it with so many, where rounding it is not all.
    """

    name: str
    value: float
    unit: str = ""
    places: int | None = None
    shown: Callable[[int], float] | None = None

    def explains(self, numeral: Numeral) -> bool:
        """Whether a numeral tells this number: rounded to its digits, in its unit, with its sign where it bears one."""
        if not math.isfinite(self.value) or not self._in_unit(numeral):
            return False
        told, known = numeral.value, self.value if self.shown is None else self.shown(numeral.places)
        if not numeral.signed:
            told, known = abs(told), abs(known)
        slack = 10.0**-numeral.places * (0.5 if self.shown is None else 0.001)
        if self.places is not None and numeral.places > self.places:
            # An end in more digits than usual may be that which holds the number that both ends would read as.
            usual = rounded(known, self.places)
            known = usual if abs(told - usual) < slack / 100 else known
        return abs(told - known) <= slack * (1 + _SLACK) + _SLACK * abs(known)

    def _in_unit(self, numeral: Numeral) -> bool:
        if self.places is not None and numeral.places < self.places:
            return False
        if self.unit == "count":
            return numeral.places == 0 and numeral.unit == ""
        # An interval says its unit once, behind its second end.
        return numeral.unit in ("", self.unit)


def rounded(value: float, places: int) -> float:
    """Round halves away from 0; what the machine's number misses a half by is no half."""
    unit = Decimal(1).scaleb(-places)
    return float(Decimal(value).quantize(unit, ROUND_HALF_UP)) if math.isfinite(value) else value


def count(name: str, value: float | None) -> Fact:
    return Fact(name, math.nan if value is None else float(value), "count")


def points(name: str, value: float) -> Fact:
    return Fact(name, value, "point", 1)


_NONE = Fact("none", 0.0)
"""What is held against none: 'cannot be told from 0'."""

_OF_A_THEME = {
    "rank": {"rank", "moved"}, "theme": {"mentions", "rank's end", "times"}, "owner": {"part"},
    "points": {"points", "low", "high", "none", "before", "after", "fall", "end", "smallest"},
    "stage": {"tasks", "points", "moved", "none"}, "trend": {"trend"}, "listed": {"months"}, "when": {"months"},
    "mentions": {"mentions"}, "why": {"others", "rules"},
}  # fmt: skip
_OF_A_DEPARTMENT = {
    "goals": {*EFFECTS, "judged", "far"}, "on_time": {"due", "on_time"}, "slips": {"slips"},
    "theme": {"none"}, "points": {"points"}, "mix": {"customer", "cost", "growth"}, "in_pay": {"in pay"},
    "open": {"open", "overdue"}, "conflicts": {"conflicts"},
}  # fmt: skip
_IN_COLUMN = {"T3": _OF_A_THEME, "T4": _OF_A_THEME, "T6": _OF_A_THEME, "V1": _OF_A_THEME, "A2": _OF_A_DEPARTMENT}
"""Feature → column → what may stand in it of a row's thing."""

_TABLES = {
    "J5.departments": (DEPARTMENT, HELD_TOGETHER, MOST_HANDLING), "J6": (CHANNEL, BY_CHANNEL, MOST_CHANNELS),
    "J6.hands": (HANDS, BY_HANDS, MOST_CHANNELS), "J6.hands.begun": (BEGUN_BY, BY_HANDS, MOST_CHANNELS),
    "J6.hands.partners": (PARTNER, BY_HANDS, MOST_CHANNELS),
}  # fmt: skip
"""Block → by which labels it tells which measures, and how many of them it has room for."""

_ROW = re.compile(r"^rows\[(\d+)\]")
_COLUMN = re.compile(r"^rows\[\d+\]\.(\w+)")


class Facts:
    """The facts of one view, each read when it is asked for."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.data, self.view, self.settings = question.data, question.view, question.settings
        self._measures: dict[tuple[str, View], list[Fact]] = {}
        self._things: dict[str, list[Fact]] = {}
        self._elsewhere: dict[tuple[str, str | None], Facts] = {}

    def of(self, feature: str, said: Said) -> list[Fact]:
        """Return what may stand in a string of a feature: of what its row is of, else of the feature as a whole."""
        told = self._told(feature, said)
        if feature in JOURNEYS:
            figures = figures_of(self.question, feature, said.block, said.path)
            numbers_of = of_journeys(feature, self.question, said.block, said.path)
            held = [fact for figure in figures for fact in self._of_figure(figure)]
            return [*self._of_everything(), *held, *(Fact(*one) for one in numbers_of)]
        if told is not None:
            return [*self._of_everything(), *(Fact(*one) for one in told)]
        dimension = self._dimension(feature, said)
        if dimension is not None:
            return list(self._of_labels(feature, said, dimension))
        of_row = [fact for subject in said.subjects for fact in self._thing(subject)]
        if feature == "A2" and said.block.startswith("A2."):
            one = (Fact(*told) for told in of_department(self.question, said.block, said.path))
            score = self._thing(f"department:{self.question.parameter('department')}")
            return [*self._of_everything(), *of_row, *one, *(() if _ROW.match(said.path) else score)]
        column = _COLUMN.match(said.path)
        if of_row and column and feature in _IN_COLUMN:
            allowed = _IN_COLUMN[feature].get(column[1], set())
            return [fact for fact in of_row if fact.name in allowed]
        if feature == "O12" and _ROW.match(said.path):
            return list(self._of_one_target(said))
        if feature == "O15" and _ROW.match(said.path):
            return list(self._of_one_restated(said))
        if feature == "A4" and column:
            return list(self._of_one_outcome(said, column[1]))
        found = [*self._of_everything(), *of_row]
        for name in self.measures_in(said):
            found += self.measure(name, self.place(said))
            found += self._splits(name) if "Rate and mix" in said.path else ()
        own = getattr(self, f"_of_{feature.replace('.', '_').lower()}", None)
        of_a_mark = of_row and said.path.startswith("data[")
        return [*found, *own()] if own is not None and not of_a_mark else found

    def _told(self, feature: str, said: Said) -> Iterator[Number] | None:
        """Return the numbers of features that are read again in modules of their own; None of the others."""
        if feature in WORK:
            return numbers(feature, self.question, said.block, said.path, said.subjects)
        if feature in MONEY:
            return of_money(feature, self.question, said.block, said.subjects)
        if feature == COHORTS:
            return of_cohorts(self.question, said.block)
        if feature == NEXT_STEPS:
            return of_next_steps(self.question, said.block, said.path)
        if feature == RISK:
            return of_risk(self.question, said.path)
        if feature in PILOTS:
            return of_pilots(feature, self.question, said.path, said.subjects)
        by_block = {PEOPLE: of_people, ACCOUNTS: of_accounts, VOICE: of_voice, CUSTOMERS: of_customers}
        read = next((read for names, read in by_block.items() if feature in names), None)
        return None if read is None else read(feature, self.question, said.block, said.path)

    def of_column(self, feature: str, said: Said) -> Facts:
        """Return the facts of those of whom a column is: of a department or another label, or of all; else these."""
        dimension = self._dimension(feature, said)
        if feature in JOURNEYS:
            part = of_part(self.question, feature, said.block, said.path)
            return self if part is None else Facts(part)
        if feature == "O15" and self._board is not None:
            return Facts(replace(self.question, view=self._board.view))
        if dimension is None:
            return self
        view = replace(self.view, regions=None, segments=None)
        column = _COLUMN.match(said.path)
        name = column[1] if column else ""
        label = chosen_line(self.question) if name == "own" else None
        if name.startswith("label_"):
            names, most = self._compared(feature, said)
            asked = (self.data, names, self.view, self.settings, dimension)
            label = measures_by_label(*asked, most=most)[0][int(name.removeprefix("label_"))]
        key = (dimension, label)
        if key not in self._elsewhere:
            own = by_label(self.data, dimension) if label is not None else None
            regions = None if label is None else (label,)
            self._elsewhere[key] = Facts(
                replace(self.question, data=own or self.data, view=replace(view, regions=regions))
            )
        return self._elsewhere[key]

    def _dimension(self, feature: str, said: Said) -> str | None:
        """Return by what a table of scores by label tells them."""
        if feature in ("A2.said", "V1.scores"):
            return DEPARTMENT
        if said.block in _TABLES:
            return _TABLES[said.block][0]
        name = said.block.removeprefix("O10.") if feature == "O10" else ""
        return name if name in dimensions_of(self.data) else None

    def _compared(self, feature: str, said: Said) -> tuple[tuple[str, ...], int]:
        """Return the measures that a table tells by label, and how many labels it has room for."""
        if said.block in _TABLES:
            return _TABLES[said.block][1:]
        return (
            (OF_DEPARTMENTS, MOST_DEPARTMENTS)
            if feature in ("A2.said", "V1.scores")
            else (self._scorecard, MOST_LABELS)
        )

    def _labels_counted(self, names: tuple[str, ...], dimension: str) -> int:
        _, rows = measures_by_label(self.data, names, self.view, self.settings, dimension)
        return sum(
            any(figure.n > 0 for figure in of_label) for of_label in zip(*(row.figures for row in rows), strict=True)
        )

    @property
    def _scorecard(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.settings.leading_measure, *ON_THE_SCORECARD)))

    def _of_labels(self, feature: str, said: Said, dimension: str) -> Iterator[Fact]:
        """Yield the facts of what customers say by label, in whose column a string stands."""
        yield from self._of_everything()
        yield count("labels", len(labels_of(self.data, dimension)))
        names, most = self._compared(feature, said)
        yield count("labels with anything counted", self._labels_counted(names, dimension))
        yield count("labels at most", most)
        yield from (Fact(*one) for one in of_labels(said.block, self.question))
        facts = self.of_column(feature, said)
        for name in self.measures_in(said):
            yield from facts.measure(name, facts.view)

    def _splits(self, name: str) -> list[Fact]:
        return [Fact(*one) for one in of_splits(self.question, (f"measure:{name}",))]

    def measures_in(self, said: Said) -> list[str]:
        """Return the measures that a string speaks of: those that it opens, else those whose labels stand in it."""
        links = [subject.partition(":") for subject in said.subjects]
        opened = [name.partition("/")[0] for kind, _, name in links if kind == "measure"]
        labels = {measure(name, self.settings).label: name for name in MEASURES}
        named = [name for label, name in labels.items() if label.lower() in said.text.lower()]
        return list(dict.fromkeys((*opened, *named)))

    def place(self, said: Said) -> View:
        """Return the view of the place that a cell is of: what its own filter would show."""
        for subject in said.subjects:
            kind, _, label = subject.partition(":")
            if kind == "region":
                return replace(self.view, regions=self.data.parents.get(label, (label,)))
            if kind == "segment":
                return replace(self.view, segments=(label,))
            if kind == "conflict":
                return next((one.view for one in self._conflicts.found if one.subject == subject), self.view)
        return self.view

    def figure(self, name: str, view: View | None = None) -> Figure:
        return read(self.data, name, view or self.view, self.settings)

    def measure(self, name: str, view: View) -> list[Fact]:
        """Return everything that a figure holds; it is asked for by many strings."""
        if (name, view) not in self._measures:
            self._measures[name, view] = self._measure(name, view)
        return self._measures[name, view]

    def _measure(self, name: str, view: View) -> list[Fact]:
        entry, figure = measure(name, self.settings), self.figure(name, view)
        if not figure.shown:
            return []
        found = self._of_figure(figure)
        if figure.limits is not None:
            judged = int((figure.series.months > figure.limits.last).sum())
            at = dict(zip(figure.series.months.tolist(), figure.series.values.tolist(), strict=True))
            above = sum(at[month] > figure.limits.centre for month in figure.limits.signals)
            below = len(figure.limits.signals) - above
            found += [count("above", above), count("below", below), count("months judged", judged)]
        among_all = weighted(self.data, name, view, self.settings)
        if among_all is not None:
            found += _estimate(entry, among_all.estimate, "weighted ")
            found += [count("cells", among_all.cells), count("silent cells", among_all.silent)]
        mixed = composition(self.data, entry, view, self.settings) if figure.clear else None
        found += _common_parts(entry, mixed) if mixed is not None else ()
        return [*found, count("months of the window", entry.window)]

    def _of_figure(self, figure: Figure) -> list[Fact]:
        """Return what a figure holds but its months."""
        entry = measure(figure.measure, self.settings)
        found = [*_estimate(entry, figure.estimate, "")]
        if figure.against is not None:
            found += [*_estimate(entry, figure.against, "before "), *_change(entry, figure)]
        if figure.target is not None:
            found += _target(entry, figure.target)
        if figure.benchmark is not None:
            found.append(_value(entry, "benchmark", figure.benchmark.value))
        if math.isfinite(figure.verdict.low):
            found += [_difference(entry, "usual", edge) for edge in (figure.verdict.low, figure.verdict.high)]
        if math.isfinite(figure.verdict.error):
            found.append(_difference(entry, "detectable", figure.verdict.detectable))
        return found

    def _of_everything(self) -> Iterator[Fact]:
        yield count("least n", self.settings.least_n)
        yield count("least months of a forecast", LEAST_MONTHS)

    def _thing(self, subject: str) -> list[Fact]:
        if subject not in self._things:
            self._things[subject] = list(self._of_thing(subject))
        return self._things[subject]

    def _of_thing(self, subject: str) -> Iterator[Fact]:
        kind, _, name = subject.partition(":")
        if kind in ("theme", "name"):
            yield from self._of_theme(name)
        elif kind == "department":
            yield from (fact for one in self._departments if one.department_id == name for fact in _department(one))

    # ── Overview ──

    def _of_o1_principles(self) -> Iterator[Fact]:
        today, principles = self.question.manifest.as_of, self.settings.principles
        kept = read_register(self.data, Objective)
        yield from (count("all", len(principles)), count("measured", sum(bool(one.measures) for one in principles)))
        yield count("with objectives", sum(
            any(goal.principle == one.name and goal.open and goal.runs_between(today, today) for goal in kept)
            for one in principles
        ))  # fmt: skip
        for goals in (
            [goal for goal in read_register(self.data, Objective) if goal.principle == principle.name]
            for principle in self.settings.principles
        ):
            yield count("objectives", sum(goal.open and goal.runs_between(today, today) for goal in goals))

    def _of_o4(self) -> Iterator[Fact]:
        news = what_changed(self.data, self.view, self.settings)
        yield count("judged", news.judged)
        for change in news.changes:
            entry = measure(change.figure.measure, self.settings)
            if change.composition is not None:
                yield from _common_parts(entry, change.composition)
            if change.theme is not None:
                moved = change.theme.difference
                yield from (points("theme's change", value) for value in (moved.value, moved.low, moved.high))

    def _of_o5(self) -> Iterator[Fact]:
        found = waiting(self.data, self.settings)
        yield from (count("pending", len(found.pending)), count("decided", len(found.decided)))
        yield count("months to the first look at a rally cry", HALF_WAY)
        for one in found.pending:
            yield from (count("days", one.days), count("number", one.number))
            unit, places = {"points": ("point", 1), "money": ("money", None)}.get(one.cost.unit, ("count", None))
            yield Fact("cost", one.cost.amount, unit, places)
            kind, _, name = one.subject.partition(":")
            entry = measure(name.partition("/")[0], self.settings) if kind in ("measure", "target") else None
            if entry is not None and one.figure is not None:
                yield from _change(entry, one.figure)
            if entry is not None and one.target is not None:
                yield from _target(entry, one.target)

    def _of_o5_all(self) -> Iterator[Fact]:
        yield from self._of_o5()

    def _of_o13(self) -> Iterator[Fact]:
        yield from (count("comments", number) for number in range(1, len(read_register(self.data, Comment)) + 1))

    _of_o13_customers = _of_o13_top_ten = _of_o13_accountability = _of_o13_data_health = _of_o13

    def _of_j5(self) -> Iterator[Fact]:
        found = handling(self.data, self.view, self.settings)
        yield from (count("departments", found.departments), count("regions", found.regions))
        for one in found.parted:
            for figure in (*one.better, *one.worse, *one.others):
                entry = measure(figure.measure, self.settings)
                yield from (*_estimate(entry, figure.estimate, ""), *_change(entry, figure))

    def _of_j6_bot(self) -> Iterator[Fact]:
        yield from (Fact(*one) for one in of_bots(self.question))
        for name in ("bot_contained", "bot_came_back"):
            yield from self.measure(name, self.view)

    def _of_j6_person(self) -> Iterator[Fact]:
        yield from (Fact(*one) for one in of_waits(self.question))
        yield from self.measure("human_wait_median", self.view)

    def _of_j6_helped(self) -> Iterator[Fact]:
        yield from (Fact(*one) for one in of_help(self.question))
        yield from self.measure("contact_after_help", self.view)

    def _of_o6_rally_cry(self) -> Iterator[Fact]:
        cry, asked = self._rally_cry, self._rally_cry_asked
        for one in (cry, asked) if cry is not asked else (cry,):
            yield from () if one is None else _rally_cry(one)

    @cached_property
    def _rally_cry(self) -> RallyCryProgress | None:
        return rally_cry(self.data, self.view.period.last, self.settings, self.view.regions)[0]

    @cached_property
    def _rally_cry_asked(self) -> RallyCryProgress | None:
        asked = self.question.parameter("rally_cry")
        return rally_cry(self.data, self.view.period.last, self.settings, self.view.regions, asked)[0]

    def _of_a1(self) -> Iterator[Fact]:
        yield from self._of_o6_rally_cry()

    def _of_a1_lists(self) -> Iterator[Fact]:
        yield from self._of_o6_rally_cry()
        begun = begun_by(self.data, last_day(self.view.period.last))
        yield count("earlier rally cries", len(begun) - 1)

    def _of_o8(self) -> Iterator[Fact]:
        name = self.settings.leading_measure
        for _, figure in long_ends(self.data, name, self.view, self.settings):
            yield from _estimate(measure(name, self.settings), figure.estimate, "end ")

    def _of_o10(self) -> Iterator[Fact]:
        yield count("regions", len(self.view.regions or self.data.regions))
        yield count("segments", len(self.view.segments or self.data.segments))
        yield count("places at most", MOST)

    def _of_o12(self) -> Iterator[Fact]:
        found = every_target(self.data, self.view, self.settings)
        yield from (count("targets", len(found.held)), count("of all", found.of))
        yield count("the company's alone", found.company)
        yield count("not judged", sum(one.target is None or one.target.status is None for one in found.held))
        for status in STATUSES:
            yield count(status, sum(one.target is not None and one.target.status == status for one in found.held))

    @cached_property
    def _board(self) -> LastBoard | None:
        pinned = self.question.archive.of_last_board(self.data)
        return None if pinned is None else last_board(self.data, pinned[0], self.view, self.settings)

    def _of_o15(self) -> Iterator[Fact]:
        """Yield how much of what the board saw is otherwise, and what became of what was promised."""
        found = self._board
        if found is None:
            return
        shown = [one for one in found.restated if _seen(one)]
        yield from (count("compared", found.compared), count("restated", len(shown)))
        yield count("by less than is shown", len(found.restated) - len(shown))
        yield count("too few", found.few)
        yield from (count("redefined", len(found.redefined)), count("requeried", len(found.requeried)))
        yield from (count("done", len(found.work.done)), count("on time", found.work.on_time))
        yield from (count("slipped", len(found.work.slipped)), count("decided", len(found.decided)))
        yield from (count("due", len(found.due)), count("reset", len(found.reset)))
        for status in ("met", "missed", None):
            yield count(f"due and {status}", sum(one.target.status == status for one in found.due))

    def _of_one_restated(self, said: Said) -> Iterator[Fact]:
        """Yield a measure as it reads now and as the board saw it, of the row in which a string stands."""
        found = self._board
        for one in () if found is None else found.restated:
            entry = measure(one.now.measure, self.settings)
            if f"measure:{entry.name}" in said.subjects:
                yield from (
                    *_estimate(entry, one.before.estimate, "then "),
                    *_estimate(entry, one.now.estimate, "now "),
                )
                yield _restated_by(entry, one)

    def _of_one_target(self, said: Said) -> Iterator[Fact]:
        """Yield the facts of the target in whose row a string stands."""
        row = _ROW.match(said.path)
        held = every_target(self.data, self.view, self.settings).held
        if row and int(row[1]) < len(held) and (target := held[int(row[1])].target) is not None:
            yield from _target(held[int(row[1])].measure, target)

    # ── Top Ten ──

    @cached_property
    def _themes(self) -> Any:
        return top_ten(self.data, self.view, self.settings)

    def _of_o6_themes(self) -> Iterator[Fact]:
        themes = self._themes
        ten = themes.ten
        shared = sum(theme.owner is not None and theme.owner.cross_lob for theme in ten)
        yield from (
            count("listed", len(ten)),
            count("shared", shared),
            count("pooled", len({theme.theme_id for theme in themes.pooled})),
        )
        yield points("lost together, as the bars show it", math.fsum(_tenth(theme.points) for theme in ten))
        yield from (count("read", themes.coded), count("silent", themes.silent), _NONE)
        of_these = (themes.factors.get(theme.mention, 1.0) for theme in (*ten, *themes.others, *themes.delights))
        yield Fact("widened", math.sqrt(max(of_these, default=1.0)), "", 2)

    def _of_t1(self) -> Iterator[Fact]:
        yield from self._of_o6_themes()

    def _of_t1_account(self) -> Iterator[Fact]:
        yield from self._of_o6_themes()
        identity = self._themes.identity
        if identity is not None:
            lost = ("ten", "others")
            exact = {
                part.name: (-1 if part.name in lost else 1) * getattr(identity, part.name) for part in fields(identity)
            }
            score = _tenth(exact.pop("score"))
            parts = {name: _tenth(value) for name, value in exact.items()}
            parts["ten"] = -math.fsum(_tenth(theme.points) for theme in self._themes.ten)
            yield from (points(name, value) for name, value in {**parts, "score": score}.items())
            if not all(map(math.isfinite, exact.values())):
                return
            left = exact["ten"] - parts["ten"]
            rest = [name for name in parts if name != "ten" and (exact[name] or name == "start")]
            shared = "others" not in rest or abs(exact["others"]) < 2 * abs(left)
            borne = {name: left / len(rest) if shared else left * (name == "others") for name in rest}
            told = adding_up(
                [exact[name] + borne[name] for name in rest], 1, whole=score - parts["ten"],
                other=None if shared else rest.index("others"),
            )  # fmt: skip
            yield from (points(f"{name}, as all add up", value) for name, value in zip(rest, told, strict=True))

    def _of_t3(self) -> Iterator[Fact]:
        yield from self._of_o6_themes()
        work = [theme.tasks for theme in self._themes.ten]
        yield count("with tasks overdue", sum(one is not None and one.overdue > 0 for one in work))
        yield count("without an open task", sum(one is None or one.open == 0 for one in work))
        sure = [theme for theme in self._themes.delights if theme.low > 0]
        yield from (count("delights", len(sure)), points("added", math.fsum(_tenth(one.points) for one in sure)))

    def _of_v1(self) -> Iterator[Fact]:
        yield from self._of_o6_themes()
        yield from (Fact(*one) for one in of_report(self.question))

    def _of_t4(self) -> Iterator[Fact]:
        left = departures(self.data, self.view, self.settings).themes
        yield count("in all", len(left))
        for how in ("fixed", "fell", "not_evaluable"):
            yield count(how, sum(one.how == how and one.back is None for one in left))
        yield count("back", sum(one.back is not None for one in left))

    def _of_t6(self) -> Iterator[Fact]:
        yield from self._of_o6_themes()
        asked = self.question.parameter("theme")
        themes = self._themes
        offered = [*themes.ten, *themes.others, *themes.delights, *themes.pooled]
        chosen = next((one for one in offered if one.theme_id == asked), offered[0] if offered else None)
        if chosen is not None:
            view = theme_view(self.data, self.view, chosen.theme_id, self.settings)
            yield from _theme(view.theme)
            yield count("windows", len(view.trend.months))

    @cached_property
    def _quoted(self) -> Quoted | None:
        theme = chosen_theme(self.question, self._themes) if standing_of(self.data, THEME_SUMS).shown else None
        return quoted(self.data, self.view, self._themes, theme, MOST_QUOTED) if theme else None

    @cached_property
    def _quoted_of_line(self) -> Quoted | None:
        theme = costliest(self.question) if standing_of(self.data, THEME_SUMS).shown else None
        return quoted(self.data, self.view, self._themes, theme, MOST_QUOTED) if theme else None

    def _of_v1_verbatims(self) -> Iterator[Fact]:
        yield from self._of_quotations(self._quoted_of_line)

    def _of_t6_verbatims(self) -> Iterator[Fact]:
        yield from self._of_quotations(self._quoted)

    def _of_quotations(self, found: Quoted | None) -> Iterator[Fact]:
        if found is None:
            return
        yield from (count("quoted", len(found.verbatims)), count("answers that name it", found.named))
        yield from (count("the highest score", 10), count("the least n", self.settings.least_n))
        yield from (count("score", one.score) for one in found.verbatims)

    def _of_theme(self, name: str) -> Iterator[Fact]:
        themes = self._themes
        for theme in (*themes.ten, *themes.others, *themes.delights, *themes.pooled):
            if name in (theme.theme_id, theme.name):
                yield from _theme(theme)
        for departure in departures(self.data, self.view, self.settings).themes:
            if departure.theme_id == name:
                yield from _departure(departure)

    # ── Accountability ──

    @cached_property
    def _conflicts(self) -> Conflicts:
        return conflicts(self.data, self.view, self.settings)

    def _of_a5(self) -> Iterator[Fact]:
        found = self._conflicts
        yield from (count("goals", found.goals), count("pairs", found.pairs), count("places", found.places))
        yield from (count("parted", sum(one.parted for one in found.found)), count("found", len(found.found)))
        yield count("asked", found.asked)
        yield count("opposite", sum(one.rule == "opposite" for one in found.found))
        others = [one for one in found.found if not one.parted and one.rule != "opposite"]
        yield from (count("looked at", sum(one.looked is looked for one in others)) for looked in (True, False))
        for one in found.found:
            for goal in one.pairs[0]:
                if goal.metric in MEASURES:
                    yield from self.measure(goal.metric, one.view)

    _of_a5_all = _of_a5

    def _of_a6(self) -> Iterator[Fact]:
        found = alignment(self.data, self.view, self.settings)
        yield from (count("goals", len(found.goals)), count("gaps", found.gaps))
        yield from (count("written", found.written), count("from their side", found.from_their_side))
        if found.written:
            yield Fact("share from their side", 100 * found.from_their_side / found.written, "%", 0)
        for names in (found.without_customer_goal, found.unowned or (), found.technology or ()):
            yield from (count("named", len(names)), count("more", len(names) - MOST_NAMED))
        for cells in (found.counts, found.clashes):
            yield from (count("in a cell", number) for number in cells.values())

    def _of_a10(self) -> Iterator[Fact]:
        found = partnerships(self.data, self.view, self.settings)
        yield count("partnerships", len(found))
        for one in found:
            yield from (points("points", one.points), count("conflicts", len(one.conflicts)))
            yield from (count("handed", one.handed.handed), count("lost", one.handed.lost))
            yield Fact("wait", one.handed.wait, "h", 1)

    @cached_property
    def _departments(self) -> tuple[DepartmentScore, ...]:
        return department_scores(self.data, self.view, self.settings)

    def _of_a2(self) -> Iterator[Fact]:
        scores = self._departments
        yield count("due", sum(one.due for one in scores))
        yield count("on time", sum(one.on_time for one in scores))
        yield count("open", sum(one.open for one in scores))
        whole = replace(self.view, regions=None, segments=None)
        yield count("conflicts of all", conflicts(self.data, whole, self.settings).asked)
        yield count("without", sum(one.goals is not None and not one.goals.get("customer") for one in scores))
        for one in scores[:1]:
            yield from _department(one)

    @cached_property
    def _outcomes(self) -> tuple[Outcome, ...]:
        asked = self.question.parameter("department")
        known = asked if asked in department_names(self.data) else None
        return outcomes(self.data, self.view.period, self.settings, self.view.regions, known)

    def _of_a4(self) -> Iterator[Fact]:
        found = self._outcomes
        yield from (count("objectives", len(found)), count("looked at", sum(one.look.judged for one in found)))
        yield count("moved", sum(one.look.effect == "moved" for one in found))
        yield count("left out", sum(one.unplaced for one in found))
        if due := sum(one.due for one in found):
            yield Fact("done of due", 100 * sum(one.done for one in found) / due, "%", 0)
        last = self.question.view.period.last
        ours = [one for one in found if measured(self.data, one.goal, self.settings, last) is not None]
        asked = self.question.parameter("objective")
        for one in [one for one in ours if one.goal.objective_id == asked][:1] or ours[:1]:
            yield from (fact for told in _outcome(one, self.settings).values() for fact in told)

    def _of_a4_looks(self) -> Iterator[Fact]:
        yield from self._of_a4()

    def _of_one_outcome(self, said: Said, column: str) -> Iterator[Fact]:
        """Yield the facts of the objective in whose row and column a string stands."""
        row = _ROW.match(said.path)
        if row and int(row[1]) < len(self._outcomes):
            yield from _outcome(self._outcomes[int(row[1])], self.settings).get(column, ())

    @cached_property
    def names(self) -> frozenset[str]:
        """What people named, and digits may stand in."""
        given = {
            *named(self.question),
            *names_of_accounts(self.question),
            *named_of_people(self.question),
            *names_of_sponsors(self.question),
            *department_names(self.data).values(),
            *(one.title for one in read_register(self.data, Objective)),
        }
        given |= {text for theme in read_register(self.data, Theme) for text in (theme.name, theme.definition or "")}
        given |= {milestone.label for milestone in self.settings.milestones}
        entries = [measure(name, self.settings) for name in MEASURES]
        given |= {text for entry in entries for text in (entry.label, entry.basis)}
        given |= {row[column] or "" for row in self.data.rows("benchmarks") for column in ("note", "source")}
        asked = waiting(self.data, self.settings)
        given |= {one.name for one in asked.pending} | {one.of_whom or "" for one in asked.pending}
        given |= {one.subject.name for one in asked.decided}
        for taken in read_register(self.data, Decision):
            given |= {taken.choice, taken.reason or "", taken.asked_of or ""}
        given |= {one.text for one in read_register(self.data, Comment)}
        for quotes in filter(None, (self._quoted, self._quoted_of_line)):
            given |= {" ".join(one.text.split()) for one in quotes.verbatims}
        left = departures(self.data, self.view, self.settings).themes
        given |= {version or "" for departure in left for version in departure.verification.versions}
        given |= {cry.statement for cry in read_register(self.data, RallyCry)}
        given |= {task.title for task in read_register(self.data, Task)}
        for goal in read_register(self.data, Objective):
            given |= {goal.objective_id, goal.reason or ""}
        given |= {reason for _, reason in self.question.archive.pinned}
        return frozenset(name for name in given if next(numerals(name), None) is not None)


def _outcome(one: Outcome, settings: Settings) -> Mapping[str, list[Fact]]:
    """Return the facts of what came of an objective, by the column in which they may stand."""
    goal, look = one.goal, one.look
    ends = {"baseline": goal.baseline, "target": goal.target, "now": one.now}
    if goal.metric in MEASURES:
        entry = measure(goal.metric, settings)
        way = [_value(entry, name, value) for name, value in ends.items() if value is not None]
        came = [_value(entry, name, getattr(look, name)) for name in ("low", "high", "came")]
    else:
        scaled, unit = (100, "%") if goal.unit == "share" else (1, "point" if goal.unit == "points" else "")
        way = [Fact(name, scaled * value, unit) for name, value in ends.items() if value is not None]
        came = []
    gone = [] if one.way is None else [Fact("share of the way", 100 * one.way, "%", 0)]
    tasks = [count("due", one.due), count("done", one.done), *(count(*effect) for effect in one.effects.items())]
    return {
        "way": way, "tasks": tasks, "measure": [count("others that share it", len(one.shared) - 1)],
        "effect": [*came, *gone, count("claimed", one.claimed)],
    }  # fmt: skip


def _rally_cry(cry: RallyCryProgress) -> Iterator[Fact]:
    for name in ("month", "months", "promised", "due", "completed", "on_time", "judged"):
        yield count(name, getattr(cry, name))
    yield from (count(effect, cry.effects[effect]) for effect in EFFECTS)
    if cry.due:
        yield Fact("completed of due", 100 * cry.completed / cry.due, "%", 0)
    yield from (count("tasks", len(cry.tasks)), count("objectives", len(cry.goals)))
    yield count("months to the mark", SIX_MONTHS)
    for point in cry.checkpoints:
        for name in ("due", "done", "on_time", "cancelled", "cancelled_late", "slipped"):
            yield count(f"{name} at a checkpoint", getattr(point, name))
        yield count("done later at a checkpoint", point.done - point.on_time)
        yield count("not done at a checkpoint", point.due - point.done)
    for audience in (None, "external", "internal"):
        yield count("objectives of a kind", sum(goal.audience == audience for goal in cry.goals))
        yield count("objectives looked at", judged(cry.of_goals(audience)))
        yield from (count(effect, number) for effect, number in cry.of_goals(audience).items())
    for way in ("carried_over", "revised", "dropped"):
        yield count(way, sum(goal.status == way for goal in cry.goals))
    yield from (count("carried over into it", sum(bool(goal.carried_from) for goal in cry.goals)),)
    yield count("left out", cry.unplaced)


def _scale(entry: Measure) -> int:
    return 100 if entry.unit == "share" else 1


_UNITS = {"share": "%", "hours": "h", "minutes": "min", "money": "money", "count": "count"}


def _places(entry: Measure) -> int | None:
    """Return the decimals of a measure's values; money has as many as its size asks for."""
    return None if entry.unit == "money" else decimals(entry)


def _value(entry: Measure, name: str, value: float) -> Fact:
    return Fact(f"{entry.name} {name}", value * _scale(entry), _UNITS.get(entry.unit, ""), _places(entry))


def _difference(entry: Measure, name: str, value: float) -> Fact:
    if entry.relative:
        return Fact(f"{entry.name} {name}", 100 * value, "%", change_decimals(entry))
    return Fact(f"{entry.name} {name}", value * _scale(entry), _unit_of_changes(entry), change_decimals(entry))


def _unit_of_changes(entry: Measure) -> str:
    return "point" if entry.unit in ("points", "share") else _UNITS.get(entry.unit, "")


def _estimate(entry: Measure, found: Estimate, which: str) -> Iterator[Fact]:
    for name, value in (("value", found.value), ("low", found.low), ("high", found.high)):
        yield _value(entry, f"{which}{name}", value)
    yield from (count(f"{which}n", found.n), count(f"{which}effective n", _whole(found.effective_n)))


def _target(entry: Measure, target: Target) -> Iterator[Fact]:
    yield _value(entry, "target", target.value)
    yield from _estimate(entry, target.now, "now ")
    if target.forecast is not None:
        for name in ("value", "most", "low", "high"):
            yield _value(entry, f"forecast {name}", getattr(target.forecast, name))


def _whole(value: float) -> float:
    return math.floor(value + 0.5) if math.isfinite(value) else math.nan


def _change(entry: Measure, figure: Figure) -> Iterator[Fact]:
    if figure.against is None or figure.difference is None:
        return
    now, before, scale = figure.value, figure.against.value, _scale(entry)
    if entry.relative:
        if before:
            yield _difference(entry, "change", (now - before) / abs(before))
        return

    def shown(places: int) -> float:
        return rounded(now * scale, places) - rounded(before * scale, places)

    change = _difference(entry, "change", now - before)
    yield replace(change, shown=shown)
    for edge in (figure.difference.low, figure.difference.high):
        yield _difference(entry, "end of the change", edge)


def _seen(one: Restated) -> bool:
    """Whether a number that was restated is another in the digits with which it is told."""
    entry = MEASURES[one.now.measure]
    now, then = (_scale(entry) * figure.value for figure in (one.now, one.before))
    return rounded(now, places(entry, now)) != rounded(then, places(entry, then))


def _restated_by(entry: Measure, one: Restated) -> Fact:
    now, then, scale = one.now.value, one.before.value, _scale(entry)
    if entry.relative:
        return _difference(entry, "restated by", (now - then) / abs(then) if then else math.nan)

    def shown(digits: int) -> float:
        return rounded(now * scale, digits) - rounded(then * scale, digits)

    return replace(_difference(entry, "restated by", now - then), shown=shown)


def _common_parts(entry: Measure, found: Composition) -> Iterator[Fact]:
    yield Fact("share now", 100 * found.share_now, "%", 0)
    yield Fact("share before", 100 * found.share_before, "%", 0)
    yield _value(entry, "on the common parts", found.now)
    yield _value(entry, "on the common parts before", found.before)
    change, scale = _difference(entry, "on the common parts", found.change), _scale(entry)
    yield (
        change
        if entry.relative
        else replace(
            change, shown=lambda places: rounded(found.now * scale, places) - rounded(found.before * scale, places)
        )
    )
    for edge in (found.low, found.high):
        yield _difference(entry, "end on the common parts", edge)


def _theme(theme: Listed) -> Iterator[Fact]:
    for name, value in (("points", theme.points), ("low", theme.low), ("high", theme.high)):
        yield from (points(name, value), points(name, -value))
    yield from (points("trend", value) for value in theme.trend)
    yield from (_NONE, count("mentions", theme.mentions), count("rank", theme.rank))
    yield from (count("rank's end", theme.rank_low), count("rank's end", theme.rank_high))
    if theme.rank is not None and theme.previous_rank is not None:
        yield count("moved", abs(theme.previous_rank - theme.rank))
    if theme.days_on_list is not None:
        yield count("months", _whole(theme.days_on_list / _DAYS_A_MONTH))
    if theme.tasks is not None:
        yield from (count("tasks", number) for number in (theme.tasks.open, theme.tasks.done, theme.tasks.overdue))
    for _, share in theme.owner.contributors if theme.owner is not None else ():
        yield Fact("part", math.nan if share is None else 100 * share, "%", 0)


def _departure(departure: Departure) -> Iterator[Fact]:
    test = departure.verification
    yield from (count("months", departure.left - departure.entered), count("times", departure.times))
    yield from (points(name, value) for name, value in (("before", test.before), ("after", test.after)))
    yield from (points(name, value) for name, value in (("others", test.others), ("smallest", test.smallest)))
    if test.fall is not None:
        yield replace(points("fall", test.fall.value), shown=partial(_fall, test.before, test.after))
        yield from (points("end", -edge) for edge in (test.fall.low, test.fall.high))


def _fall(before: float, after: float, places: int) -> float:
    return rounded(before, places) - rounded(after, places)


def _department(one: DepartmentScore) -> Iterator[Fact]:
    for name in ("due", "on_time", "slips", "open", "overdue", "far"):
        yield count(name, getattr(one, name))
    yield from (count(effect, one.effects[effect]) for effect in EFFECTS)
    yield from (count("judged", judged(one.effects)), count("conflicts", one.conflicts))
    yield from (count(name, number) for name, number in (one.goals or {}).items())
    if one.in_pay is not None:
        yield Fact("in pay", 100 * one.in_pay, "%", 0)
    if one.costliest is not None:
        yield from (_NONE, points("points", -one.costliest.points))


def _tenth(value: float) -> float:
    return float(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)) if math.isfinite(value) else value
