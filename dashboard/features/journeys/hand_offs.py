"""Hand-offs between departments: how long journeys wait there, how many are lost, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from dashboard.blocks import Block, Cell, Chart, Column, Head, Row, Table
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.places import cell_of
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.promises import MEASURED, promises
from dashboard.measures.programme.exchanges import HandOffs, hand_offs
from dashboard.measures.registry import measure
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.journeys import hand_offs as words

DATASET, NAMES = "hand_offs", "departments"
MOST = 10
"""Hand-offs that are listed."""
MOST_DEPARTMENTS = 12
"""Departments that a matrix holds: of more, those that hand over and take up most."""
_COLUMNS = (
    Column("from", "From", "link", 1.3, 1), Column("to", "To", "link", 1.3, 1),
    Column("handed", "Handed over", "number", 0.8), Column("wait", "Wait, on average", "number", 1.2, 1),
    Column("lost", "Lost", "number", 1.0),
)  # fmt: skip


@feature("J4", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=(NAMES,))
def handed_over(question: Question) -> Block | None:
    """Draw who waits for whom as a matrix, and list the hand-offs that cost most hours; nothing where none is known."""
    handed = hand_offs(question.data, question.view)
    if not handed:
        return None
    waits = {
        (one, other): figure
        for (one, other), figure in promises(question.data, question.view, question.settings, "hand_off").items()
    }
    listed = _table(question, handed, waits)
    timed = {pair: one for pair, one in handed.items() if one.timed >= question.settings.least_n}
    if len({name for pair in timed for name in pair}) < 3:
        return listed
    return Row(Head(name="J4"), (listed, _matrix(question, handed, timed)), widths=(1.2, 1))


def _table(
    question: Question, handed: Mapping[tuple[str, str], HandOffs], waits: Mapping[tuple[str, str], Figure]
) -> Table:
    names, view = department_names(question.data), question.view
    against = () if view.against is None else (Ground((DATASET,), (view.against.first, view.against.last)),)
    title = words.title(waits, handed, names, question)
    head = Head(
        name="J4.list", title=title, finding=title != words.NAME, subtitle=words.subtitle(question),
        standing=standing_of(question.data, (DATASET,)), months=(view.period.first, view.period.last),
        also=(*against, Ground((NAMES,))), alt=words.alternative(handed, names, question),
    )  # fmt: skip
    order = sorted(handed, key=lambda pair: (-handed[pair].wait_hours, -handed[pair].handed, pair))
    rows = tuple(_row(question, pair, handed[pair], waits.get(pair), names) for pair in order[:MOST])
    return Table(head, _COLUMNS, rows, words.ORDER, of=len(order))


def _row(
    question: Question, pair: tuple[str, str], one: HandOffs, wait: Figure | None, names: Mapping[str, str]
) -> tuple[Cell, ...]:
    formats, entry = Formats.of(question.settings), measure(MEASURED["hand_off"], question.settings)
    lost, of = words.loss(one, question)
    return (
        *(Cell(names.get(name, name), link=f"department:{name}") for name in pair),
        Cell(formats.count(one.handed), value=one.handed),
        Cell(NOTHING, muted=True) if wait is None else cell_of(question, entry, wait),
        Cell(lost, note=of, value=one.lost / one.handed, muted=one.handed < question.settings.least_n),
    )  # fmt: skip


def _matrix(
    question: Question, handed: Mapping[tuple[str, str], HandOffs], timed: Mapping[tuple[str, str], HandOffs]
) -> Chart:
    names, period, formats = department_names(question.data), question.view.period, Formats.of(question.settings)
    often: dict[str, int] = {}
    for pair, one in timed.items():
        for name in pair:
            often[name] = often.get(name, 0) + one.timed
    kept = sorted(
        sorted(often, key=lambda name: (-often[name], name))[:MOST_DEPARTMENTS], key=lambda name: names.get(name, name)
    )
    place = {name: at for at, name in enumerate(kept)}
    head = Head(
        name="J4.matrix", title=words.map_title(handed, question), subtitle=words.map_subtitle(question),
        standing=standing_of(question.data, (DATASET,)), months=(period.first, period.last), also=(Ground((NAMES,)),),
        alt=words.alternative(timed, names, question),
    )  # fmt: skip
    rows = [
        {"x": names.get(other, other), "y": names.get(one, one), "value": found.wait, "n": float(found.timed),
         "label": formats.hours(found.wait), "order": place[other], "order_y": place[one]}
        for (one, other), found in timed.items() if one in place and other in place
    ]  # fmt: skip
    return Chart(head, "heat", pa.Table.from_pylist(rows), number=",.1f", locale=question.settings.locale,
                 titles={"x": words.TO, "y": words.FROM, "value": "hours waited"})  # fmt: skip
