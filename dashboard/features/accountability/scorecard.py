"""The departments' scorecard: who keeps what it promised, what its goals are for, and what its themes cost."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Bar, Block, Cell, Column, Head, Part, Stack, Table
from dashboard.data.question import Question
from dashboard.data.standing import Ground, reasons_of, standing_of
from dashboard.features.accountability.one_department import BESIDES, CHOSEN, choice, department_whole
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.features.measure import grounds_of_goals
from dashboard.features.top_ten.rows import THEMES, told_by_gap_of_all
from dashboard.measures.programme.conflicts import conflicts
from dashboard.measures.programme.departments import DepartmentScore, department_scores
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.words import effects
from dashboard.words.accountability import scorecard as words
from dashboard.words.accountability.one_department import ALL
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.top_ten.ranks import doubt, points_lost
from dashboard.words.top_ten.themes import points_lost_of

_OF_GOALS, _OF_THEMES, _OF_CONFLICTS = ("goals", "mix", "in_pay"), ("theme", "points"), ("conflicts",)
"""Columns that are known together, or not at all."""
_NEEDS, _NAMES, _GOALS = ("tasks",), ("departments",), ("objectives", "objective_values")


@feature(
    "A2", "A department's scorecard", needs=_NEEDS, uses=(*_NAMES, *_GOALS, *BESIDES, *THEMES, *MEASURED),
    meaning="Tasks count by the date first promised: cancelled ones not at all, reopened ones as not done. Goals: "
    f"{effects.MEANING} Half way: so far went the mean of the newest three months reported. Pay on customer "
    "goals: the share of pay that hangs on them. Conflicts: those put to the forum that a goal of its own is a side "
    "of. Points: what mentions of the theme go along with. Slipped: of those first due, moved to a later date. Dates "
    "and goals are as kept today. One department: open, overdue (past the present date) and blocked are as of the day "
    "of the data.",
)  # fmt: skip
def department_scorecard(question: Question) -> tuple[Block, ...]:
    """List all departments, the lowest share of tasks on time first; the one that is chosen stands whole above."""
    chosen = choice(question)
    whole = () if chosen.chosen == ALL else department_whole(question, chosen.chosen)
    return (chosen, *whole, _departments(question))


def _departments(question: Question) -> Block:
    scores = department_scores(question.data, question.view, question.settings)
    parts = [standing_of(question.data, names) for names in (_GOALS, THEMES)]
    head = Head(
        name="A2", title=words.title(question, scores), subtitle=words.subtitle(question, scores),
        standing=standing_of(question.data, _NEEDS), also=(Ground(_NAMES),),
        months=(question.view.period.first, question.view.period.last),
        instead="" if scores else "No department is registered.",
        notes=(*reasons_of(parts), *told_by_gap_of_all(question)),
    )  # fmt: skip
    columns = _columns(question, scores)
    keys = tuple(enumerate(words.FAMILIES)) if any(column.name == "mix" for column in columns) else ()
    rows = tuple(_row(one, question, columns) for one in scores)
    rows = ends(rows, "department", question.settings)
    return Table(head, columns, rows, order="the lowest share on time first", keys=keys)


def _columns(question: Question, scores: tuple[DepartmentScore, ...]) -> tuple[Column, ...]:
    """Return the columns, without those of which nothing is known of any department.

    Those that count tasks say whether they are of the period or of its end.
    """
    columns = (
        Column("department", "Department", "link", 1.3, 1), Column("goals", "Customer goals that moved", "text", 1.35),
        Column("on_time", words.due_in(question), "bar", 1.2, 1), Column("slips", "Slipped", "number"),
        Column("theme", "Costliest theme owned", "link", 1.4, 3),
        Column("points", points_lost_of(question.settings), "number", 0.5, 3),
        Column("mix", "Goals", "bar", 0.8, 3), Column("in_pay", "Pay on customer goals", "number", 0.65, 3),
        Column("open", words.open_at(question), "number", 0.5),
        Column("conflicts", _in_conflicts(question), "number", 0.5, 3),
    )  # fmt: skip
    unknown = {
        *(_OF_GOALS if all(one.goals is None for one in scores) else ()),
        *(_OF_THEMES if all(one.untold == "not known" for one in scores) else ()),
        *(_OF_CONFLICTS if all(one.conflicts is None for one in scores) else ()),
    }
    return tuple(column for column in columns if column.name not in unknown)


def _in_conflicts(question: Question) -> str:
    whole = replace(question.view, regions=None, segments=None)
    return words.in_conflicts(conflicts(question.data, whole, question.settings).asked, question.settings)


def _row(score: DepartmentScore, question: Question, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    formats, theme, on_time = Formats.of(question.settings), score.costliest, words.on_time_of(score)
    goals, untold = score.goals or dict[str, int](), words.NO_THEME[score.untold]
    asked = question.parameter(CHOSEN)
    mix = tuple(Part(name, goals.get(name, 0), role) for role, name in enumerate(words.FAMILIES))
    said = ", ".join(f"{part.amount} {part.label}" for part in mix if part.amount)
    cells = {
        "department": Cell(
            score.name, link=f"department:{score.department_id}", strong=asked in (None, ALL, score.department_id),
            also=grounds_of_goals(question, score.measures),
        ),
        "goals": Cell(*words.moved(score), value=score.effects["moved"]),
        "on_time": Cell(on_time, drawing=Bar(score.on_time / score.due, alt=on_time) if score.due else None),
        "slips": Cell(formats.count(score.slips), value=score.slips),
        "theme": Cell(theme.name, note=doubt(theme), link=f"theme:{theme.theme_id}") if theme else Cell(note=untold),
        "points": Cell(points_lost(theme.points, question.settings) if theme else NOTHING),
        "mix": Cell(drawing=Stack(mix, said), detail=said) if said else Cell(NOTHING),
        "in_pay": Cell(NOTHING if score.in_pay is None else formats.percent(score.in_pay, 0), value=score.in_pay),
        "open": Cell(
            formats.count(score.open), remark=f"{score.overdue} overdue" if score.overdue else "", value=score.open
        ),
        "conflicts": Cell(formats.count(score.conflicts) if score.conflicts else NOTHING, value=score.conflicts),
    }  # fmt: skip
    return tuple(cells[column.name] for column in columns)
