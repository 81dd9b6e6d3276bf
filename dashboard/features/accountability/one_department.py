"""One department, whole, as its head reads it on a Monday."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Cell, Choice, Column, Facts, Head, Pill, Row, Table, Tile, Tiles, Tone
from dashboard.data.question import Question
from dashboard.data.registers import Task
from dashboard.data.standing import Ground, reasons_of, standing_of
from dashboard.features.measure import grounds_of_goals
from dashboard.features.top_ten.rows import THEMES, told_by_gap_of_all
from dashboard.measures.programme.exchanges import answered_in_time, concessions, given_and_received, hand_offs, praised
from dashboard.measures.programme.one_department import OneDepartment, department_choices, one_department
from dashboard.words import effects
from dashboard.words.accountability import one_department as words
from dashboard.words.accountability.placed import left_out
from dashboard.words.accountability.scorecard import on_time_of
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.top_ten import ranks
from dashboard.words.top_ten.stages import stage_name
from dashboard.words.top_ten.themes import points_lost_of

CHOSEN = "department"
"""The parameter of the address that names the department."""
MOST = 30
"""Rows of a list; more are not read, and are told."""

_NEEDS, _NAMES = ("tasks",), ("departments",)
_ASKED, _EXCHANGED = ("change_requests",), ("hand_offs", "concessions", "employee_signals", "recognitions")
BESIDES = (*_ASKED, *_EXCHANGED)
"""What is known of one department beside what all are compared by."""
_TASKS = (
    Column("task", "Task", "text", 2.4, 1), Column("owner", "Owner", "person", 1.0),
    Column("due", "Due", "day", 0.9, 1), Column("stands", "Stands", "pill", 1.1, 1),
)  # fmt: skip
_REQUESTS = (
    Column("request", "Request of the CX lead", "link", 2.6, 1), Column("raised", "Raised", "day", 1.0, 1),
    Column("waits", "Waits for", "number", 0.8, 1),
)  # fmt: skip
TONES: dict[str, Tone] = {"overdue": "bad", "blocked": "warn"}


def choice(question: Question) -> Choice:
    """Return the choice among all departments and each; what the address asks for in vain is said."""
    asked, offered = question.parameter(CHOSEN), department_choices(question.data, question.view, question.settings)
    options = ((words.ALL, words.EVERY_DEPARTMENT), *offered.items())
    known = asked in dict(options)
    said = "" if asked is None or known else words.unknown(asked)
    chosen = asked if asked is not None and known else words.ALL
    return Choice(Head(name="A2.choice", finding=False), CHOSEN, "Department", options, chosen, said, bare=True)


def department_whole(question: Question, department_id: str) -> tuple[Block, ...]:
    """Show a department: what it has to do, the themes it answers for, what waits for it."""
    one = one_department(question.data, question.view, department_id, question.settings)
    both = (_requests(question, one), _exchanges(question, department_id))
    beside = [block for block in both if block is not None]
    lists = (Row(Head(name="A2.lists"), tuple(beside)),) if beside else ()
    themes = _themes(question, one)
    return (_head(question, one), _tasks(question, one), *((themes,) if themes else ()), *lists)


def _head(question: Question, one: OneDepartment) -> Block:
    settings, score = question.settings, one.score
    formats, met, owned = Formats.of(settings), words.moved(one), words.points(one)
    in_pay = NOTHING if score.in_pay is None else formats.percent(score.in_pay, 0)
    moved = Tile(
        label="customer goals moved their measure", value=met[0], note=met[1], meaning=effects.MEANING,
        also=grounds_of_goals(question, score.measures),
    )  # fmt: skip
    themes = Tile(label="themes that cost points", value=owned[0], note=owned[1])
    paid = Tile(label="of pay hangs on customer goals", value=in_pay)
    goals_known, themes_known = score.goals is not None, score.untold != "not known"
    tiles = (
        *((moved,) if goals_known else ()),
        Tile(label="by the first date promised", value=on_time_of(score)),
        Tile(label="dates moved to a later day", value=formats.count(score.slips)),
        *((themes,) if themes_known else ()),
        *((paid,) if goals_known else ()),
    )
    head = Head(
        name="A2.one", title=words.title(one, settings), subtitle=words.subtitle(one, question),
        standing=standing_of(question.data, _NEEDS), also=(Ground(_NAMES),),
        months=(question.view.period.first, question.view.period.last),
    )  # fmt: skip
    return Tiles(head, tiles, "plain")


def _tasks(question: Question, one: OneDepartment) -> Block:
    head = Head(
        name="A2.tasks", title="To be done", finding=False, told=partial(words.title, one, question.settings),
        standing=standing_of(question.data, ("tasks",)),
        subtitle=words.placed(question, follows=one.tasks_follow), instead="" if one.tasks else "No task is open.",
        notes=tuple(filter(None, (left_out(one.unplaced, "open task", question.settings),))),
    )  # fmt: skip
    rows = tuple(_task(question, one, task) for task in one.tasks[:MOST])
    return Table(head, _TASKS, rows, "the longest overdue first", of=len(one.tasks))


def _task(question: Question, one: OneDepartment, task: Task) -> tuple[Cell, ...]:
    formats, (word, since) = Formats.of(question.settings), words.stands(task, one.today, question.settings)
    return (
        Cell(task.title, note=words.serves(task, one)),
        Cell(task.owner or "", remark="" if task.owner else "nobody"),
        Cell(
            formats.day(task.due_on) if task.due_on else NOTHING,
            note=words.promised(task, question.settings), value=task.due_on,
        ),
        Cell(pill=Pill(word, TONES.get(word, "")), note=since),
    )  # fmt: skip


def _themes(question: Question, one: OneDepartment) -> Block | None:
    if not one.themes:
        return None
    settings = question.settings
    head = Head(
        name="A2.themes", title="Themes it answers for", finding=False, told=partial(words.answers_for, one, settings),
        standing=standing_of(question.data, THEMES),
        months=(question.view.period.first, question.view.period.last), also=(Ground(("themes", "theme_departments")),),
        notes=told_by_gap_of_all(question),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(owned.theme.name, link=f"theme:{owned.theme.theme_id}"),
            Cell(words.part(owned, settings)),
            Cell(
                Formats.of(settings).number(owned.theme.points, 1),
                note=" · ".join(filter(None, (ranks.interval_of(owned.theme, settings), ranks.doubt(owned.theme)))),
                value=owned.theme.points,
            ),
            Cell(stage_name(owned.theme)),
        )
        for owned in one.themes[:MOST]
    )
    columns = (
        Column("theme", "Theme", "link", 2.0, 1), Column("part", "Part", "text", 0.9),
        Column("points", points_lost_of(settings), "number", 1.0, 1), Column("stage", "Stage", "text", 1.0),
    )  # fmt: skip
    return Table(head, columns, rows, "the costliest first", of=len(one.themes))


def _requests(question: Question, one: OneDepartment) -> Block | None:
    if not one.requests and not one.unplaced_requests:
        return None
    formats = Formats.of(question.settings)
    head = Head(
        name="A2.requests", title="Waits for its answer", finding=False,
        told=partial(words.waits_for, one, question.settings), standing=standing_of(question.data, _ASKED),
        subtitle=words.placed(question, follows=one.requests_follow),
        instead="" if one.requests else "No request waits.",
        notes=tuple(filter(None, (left_out(one.unplaced_requests, "request", question.settings),))),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(request.title, link=f"decision:request:{request.request_id}"),
            Cell(formats.day(request.raised_on) if request.raised_on else "", value=request.raised_on),
            Cell(formats.days(request.undecided_for(one.today) or 0), value=request.undecided_for(one.today)),
        )
        for request in one.requests[:MOST]
    )
    return Table(head, _REQUESTS, rows, "the oldest first", of=len(one.requests))


def _exchanges(question: Question, department_id: str) -> Block | None:
    """Tell what a department hands to others and gets from them, gives away, and answers."""
    data, view, settings = question.data, question.view, question.settings
    facts: list[tuple[str, str]] = []
    known = hand_offs(data, view)
    if known is not None:
        to_others, from_others = given_and_received(known, department_id)
        facts.append(("Handed to others", words.exchanged(to_others, settings)))
        facts.append(("Received from others", words.exchanged(from_others, settings)))
    away = concessions(data, view, department_id)
    if away is not None:
        facts.append(("Given to customers by discretion", words.given(away, settings)))
    signals = answered_in_time(data, view, department_id)
    if signals is not None:
        facts.append(("Signals from staff answered in time", words.answered(*signals)))
    praise = praised(data, view, department_id)
    if praise is not None:
        facts.append(("Praise given for what was done for customers", words.praised(praise)))
    standings = {name: standing_of(data, (name,)) for name in _EXCHANGED}
    notes = reasons_of(one for one in standings.values() if one.state == "withheld")
    if not facts and not notes:
        return None
    head = Head(
        name="A2.exchanges", title="Handed over, given away, answered", finding=False,
        subtitle=words.exchanges_subtitle(question, praise, signals=signals is not None), notes=notes,
        months=(view.period.first, view.period.last),
        standing=standing_of(data, tuple(name for name, one in standings.items() if one.shown)),
    )  # fmt: skip
    return Facts(head, tuple(facts))
