"""The rally cry: what moved first, what was completed second, checkpoint by checkpoint; and the lists behind it."""

from __future__ import annotations

from functools import partial

import pyarrow as pa

from dashboard.blocks import Bar, Block, Chart, Choice, Fold, Head, Row, Tile, Tiles, tells
from dashboard.data.question import Question
from dashboard.data.standing import Standing
from dashboard.features.accountability.lists import goals_table, tasks_tables
from dashboard.features.feature import feature
from dashboard.features.measure import grounds_of_goals
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.measures.programme.rally_cry import DATASETS, RallyCryProgress, around, begun_by, rally_cry
from dashboard.periods import last_day
from dashboard.words import rally_cry as words

CHOSEN = "rally_cry"
"""The parameter of the address that names the rally cry."""


@feature("A1", "The rally cry", meaning=words.MEANING, needs=DATASETS, uses=MEASURED)
def rally_cry_card(question: Question) -> Block:
    """Show the rally cry of the period, or the one asked for: what moved largest, its checkpoints beside it."""
    cry, standing = chosen(question)
    if cry is None or (asked(question) is None and not words.runs(cry, question.view)):
        head = Head(
            name="A1", title="Rally cry", finding=False, standing=standing, subtitle=words.followed(question.view),
            instead=words.none_runs(*around(question.data, question.view.period), question.view, question.settings),
        )  # fmt: skip
        return Tiles(head, ())
    head = Head(
        name="A1", title=words.title(cry), told=partial(words.told, cry),
        subtitle=words.subtitle(cry, question.view, question.settings),
        standing=standing, notes=words.besides(cry, question.settings),
    )  # fmt: skip
    parts: tuple[Block, ...] = (_moved(question, cry, standing),)
    if cry.due:
        parts = (*parts, _checkpoints(question, cry, standing))
    return Row(head, parts, (1.1, 1.0)[: len(parts)], framed=True)


@feature(
    "A1.lists", "The lists behind the rally cry", meaning=words.MEANING, needs=DATASETS, uses=("departments", *MEASURED)
)
def rally_cry_lists(question: Question) -> Block | None:
    """Fold away the tasks and objectives behind each number, and the choice of an earlier rally cry."""
    cry, standing = chosen(question)
    if cry is None:
        return None
    offered = begun_by(question.data, last_day(question.view.period.last))
    head = Head(
        name="A1.lists", title="The lists behind the rally cry", standing=standing,
        also=grounds_of_goals(question, cry.measures),
        subtitle=words.held(cry, len(offered) - 1, question.settings), notes=words.fates(cry, question.settings),
    )  # fmt: skip
    return Fold(head, partial(_lists, question, cry), open_with=CHOSEN)


def asked(question: Question) -> str | None:
    """Return the rally cry that the address asks for, where it can be had; else None."""
    wanted = question.parameter(CHOSEN)
    begun = begun_by(question.data, last_day(question.view.period.last))
    return wanted if any(cry.rally_cry_id == wanted for cry in begun) else None


def chosen(question: Question) -> tuple[RallyCryProgress | None, Standing]:
    """Return the rally cry that is asked for, else the one that had begun last."""
    view = question.view
    return rally_cry(question.data, view.period.last, question.settings, view.regions, asked(question))


def _moved(question: Question, cry: RallyCryProgress, standing: Standing) -> Tiles:
    said = words.headline(cry)
    bar = None if said.share is None else Bar(said.share, alt=f"{said.value} {said.label}")
    first = Tile(label=said.label, value=said.value, bar=bar, target=said.told, muted=said.share is None)
    others = (Tile(label=label, value=value) for label, value in words.lines(cry, question.settings))
    head = Head(name="A1.moved", standing=standing, also=grounds_of_goals(question, cry.measures))
    return Tiles(head, (first, *others), "lead")


def _checkpoints(question: Question, cry: RallyCryProgress, standing: Standing) -> Chart:
    """Draw the tasks due at each checkpoint as bars: on time, later, not done."""
    rows = [
        {
            "y": words.checkpoint(point, cry, question.settings), "x": number, "series": part,
            "label": str(number) if number else "", "order": order,
        }
        for order, point in enumerate(cry.checkpoints) if point.due
        for part, number in zip(
            words.PARTS, (point.on_time, point.done - point.on_time, point.due - point.done), strict=True
        )
    ]  # fmt: skip
    head = Head(
        name="A1.checkpoints", title=words.checkpoints_title(cry), finding=False, standing=standing,
        told=tells(words.checkpoints_title(cry)),
        alt=words.checkpoints_alt(cry, question.settings),
    )  # fmt: skip
    titles = {"x": "tasks", "y": "checkpoint"}
    return Chart(
        head, "stacked", pa.Table.from_pylist(rows), ",.0f", titles, words.PARTS, "small", question.settings.locale
    )


def _lists(question: Question, cry: RallyCryProgress) -> tuple[Block, ...]:
    begun = begun_by(question.data, last_day(question.view.period.last))
    wanted, known = question.parameter(CHOSEN), asked(question)
    said = "" if wanted in (None, known) else words.not_begun(wanted)
    choice = Choice(
        Head(name="A1.lists.choice"), CHOSEN, "Rally cry",
        tuple((one.rally_cry_id, words.option(one, question.settings)) for one in begun), cry.rally_cry_id, said,
    )  # fmt: skip
    shown = [choice] if len(begun) > 1 or said else []
    return (*shown, goals_table(question, cry), *tasks_tables(question, cry))
