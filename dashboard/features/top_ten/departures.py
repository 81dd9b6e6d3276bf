"""The themes that left the list, and whether a fix worked."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Head, Pill, Table
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.top_ten.rows import THEMES
from dashboard.measures.themes.departures import Departure
from dashboard.measures.themes.departures import departures as read_departures
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.words.top_ten import departures as words

_COLUMNS = (
    Column("theme", "Theme", "link", width=1.2, priority=1),
    Column("how", "How it left", "pill", priority=1),
    Column("when", "When", width=0.8),
    Column("points", "Points lost", width=1.1),
    Column("why", "Why", "text", width=1.7),
)


@feature(
    "T4",
    "Off the list",
    meaning="A theme leaves the list when its rank is beyond 12 in two windows that do not overlap. It was fixed and "
    "verified where less was lost after the corrective action was done, by one look at a set date: against the window "
    "before the action, with an interval that excludes no change, and by more than the other themes did.",
    needs=DATASETS,
    uses=(*THEMES, *TAGGING),
)
def off_the_list(question: Question) -> Block | None:
    """List the themes that left the list in the last four windows, and how; nothing where none did."""
    found = read_departures(question.data, question.view, question.settings)
    if not found.themes:
        return None
    head = Head(
        name="T4",
        title=words.title(found),
        # The list follows no filter but the period.
        subtitle="all regions and segments" if question.view.filtered else "",
        standing=found.standing,
        notes=found.standing.reasons,
    )
    return Table(
        head, _COLUMNS, tuple(_row(departure, question) for departure in found.themes), order="the latest first"
    )


def _row(departure: Departure, question: Question) -> tuple[Cell, ...]:
    settings, verified = question.settings, departure.verification
    opens = f"theme:{departure.theme_id}"
    return (
        Cell(departure.name, note=words.listings_so_far(departure, settings), link=opens, strong=True),
        Cell(pill=Pill(words.how_it_left(departure), words.how_tone(departure))),
        Cell(note=words.left_when(departure, settings)),
        Cell(words.result(verified, settings), note=words.interval(verified, settings)),
        Cell(note=words.reason(verified, settings)),
    )
