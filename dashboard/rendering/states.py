"""The states of a block, drawn once: withheld, carried over, not connected, too few, and checks that failed.

A failed check touches a block where it bears on its datasets and its months. What is shown in spite of it is marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.blocks import Cell, Head, Sentence, Tile
from dashboard.data.standing import Ground, Standing
from dashboard.rendering import Medium
from dashboard.words import trust

Kind = Literal["", "withheld", "not_connected", "instead"]

NAMED: dict[str, str] = {"withheld": "withheld", "not_connected": "not connected"}
"""The states without numbers, as they are read."""


@dataclass(frozen=True, slots=True)
class State:
    """How a block stands. ``kind`` is empty where its content is drawn; else ``said`` stands in its place.

    ``marks`` are said in amber below the content. ``source`` and ``status`` make the footer; ``touched`` tells that
    a failed check bears on what is drawn, ``faults`` what it found.
    """

    kind: Kind = ""
    said: str = ""
    marks: tuple[str, ...] = ()
    source: str = ""
    status: str = ""
    touched: bool = False
    faults: str = ""


def state_of(head: Head, medium: Medium) -> State:
    """Return the state of a block by its head."""
    standing = head.standing
    if standing is not None and not standing.shown:
        return State("withheld" if standing.state == "withheld" else "not_connected", " ".join(standing.reasons))
    manifest, settings = medium.manifest, medium.settings
    grounds = grounds_of(standing, head.months, head.also)
    here, elsewhere = trust.failures(medium.failed, *grounds)
    return State(
        kind="instead" if head.instead else "",
        said=head.instead,
        marks=() if standing is None else held_back(standing, medium),
        source=trust.source(manifest, standing.datasets, settings) if standing and standing.datasets else "",
        status=trust.check_status(here, elsewhere, *grounds) if grounds else "",
        touched=bool(trust.found(here, grounds)),
        faults=" ".join(finding.sentence for finding in here),
    )


def held_back(standing: Standing, medium: Medium) -> tuple[str, ...]:
    """Return what is said of numbers that are not of this refresh."""
    if standing.state != "carried_over":
        return ()
    return (trust.held_back(standing, medium.manifest, medium.settings.locale),)


def grounds_of(
    standing: Standing | None, months: tuple[int, int] | None, also: tuple[Ground, ...]
) -> tuple[Ground, ...]:
    """Return all that something stands on, with the months of it."""
    return also if standing is None else (Ground(standing.datasets, months), *also)


def mark_of(part: Tile | Cell | Sentence, months: tuple[int, int] | None, medium: Medium) -> tuple[str, str]:
    """Return the mark of one figure among others, in a few words, and the reason in full; both may be empty.

    ``months`` are those of the block, for a figure that names none of its own.
    """
    standing = part.standing
    if standing is not None and not standing.shown:
        return "", ""
    mark, reason = trust.mark(medium.failed, *grounds_of(standing, part.months or months, part.also))
    if standing is None or standing.state != "carried_over":
        return mark, reason
    manifest, locale = medium.manifest, medium.settings.locale
    day = trust.moment(standing.as_of, manifest, locale, "d MMM") if standing.as_of else "an earlier refresh"
    return " · ".join(filter(None, (f"as of {day}", mark))), " ".join(filter(None, (*standing.reasons, reason)))
