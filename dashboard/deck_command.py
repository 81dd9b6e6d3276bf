"""The command that makes decks and reports: one, or one a region, from what is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dashboard.configuration import load, with_identity
from dashboard.refresh import console as printing
from dashboard.settings import SettingsError
from dashboard.snapshots.keeping import opened
from dashboard.snapshots.store import SnapshotError, Store
from dashboard.written import of_region, write

if TYPE_CHECKING:
    from dashboard.export.order import Order
    from dashboard.settings import Settings
    from dashboard.snapshots.store import Snapshot

Several = Annotated[list[str] | None, typer.Option(help="Of this one alone; may be given more than once.")]

BOARD = Path(__file__).resolve().parents[1] / "decks" / "board.toml"
"""The board pack."""


def deck(
    out: Annotated[Path, typer.Argument(help="The file to write: board.pptx, or board.pdf for paper.")],
    outline: Annotated[Path, typer.Option(help="Title and features, in their order.")] = BOARD,
    region: Several = None,
    segment: Several = None,
    department: Annotated[str, typer.Option(help="Whose report it is, by its id, of a deck about one.")] = "",
    period: Annotated[str, typer.Option(help="2026-Q3, 2026-09, 2026. Default: the newest three months.")] = "",
    against: Annotated[str, typer.Option(help="'vs year before' or 'vs period before'.")] = "",
    snapshot: Annotated[str, typer.Option(help="A kept one, as `status` lists it. Default: the newest.")] = "",
    template: Annotated[Path | None, typer.Option(help="A .pptx whose layouts and colours are used.")] = None,
    paper: Annotated[Literal["a4", "letter"] | None, typer.Option(help="Of a report: a4 unless said.")] = None,
    each_region: Annotated[bool, typer.Option("--each-region", help="A file a region: board-EMEA.pptx.")] = False,
) -> None:
    """Make a PowerPoint deck of what is published, or a tagged PDF for paper: charts, tables, definitions, checks."""
    from dashboard.export.order import Order, OrderError

    asked = {"region": region or [], "segment": segment or [], "period": [period] * bool(period)}
    try:
        asked |= {"against": [against] * bool(against)}
        asked_for = (("department", department),) if department else ()
        order = Order(outline, asked, template, snapshot, out.suffix.lower(), paper, asked_for)
        settings = load()
        store = Store(settings.snapshots)
        shown = opened(store, snapshot) if snapshot else store.current()
        settings = with_identity(settings, demo=shown.manifest.demo)
    except (OrderError, SettingsError, SnapshotError) as error:
        printing.complain(str(error))
        raise typer.Exit(2) from error
    jobs = list(_jobs(order, out, shown)) if each_region else [(order, out)]
    failed = sum(not _make(one, file, settings) for one, file in jobs)
    if len(jobs) > 1:
        printing.say(f"{len(jobs) - failed} of {len(jobs)} files made.")
    raise typer.Exit(0 if not failed else 2 if failed == len(jobs) else 1)


def _jobs(order: Order, out: Path, shown: Snapshot) -> Iterator[tuple[Order, Path]]:
    """Yield an order and a file for each region that is asked for, else for every region."""
    from dataclasses import replace

    from dashboard.data.access import Data

    regions = order.asked["region"] or Data(shown).regions
    for region in regions:
        yield replace(order, asked={**order.asked, "region": [region]}), of_region(out, region)


def _make(order: Order, out: Path, settings: Settings) -> bool:
    """Make one file; say what it is, or why there is none."""
    from dashboard.export.deck.layouts import TemplateError
    from dashboard.export.order import OrderError, made, question_of
    from dashboard.export.outline import OutlineError
    from dashboard.export.presses import PressError

    try:
        question = question_of(settings, order.asked, snapshot=order.snapshot, parameters=order.parameters)
        file = made(order, question, lambda done, whole, title: printing.say(_progress(done, whole, title)))
        write(out, file)
    except (OrderError, OutlineError, TemplateError, PressError, SnapshotError) as error:
        printing.complain(f"{out}: {error}")
        return False
    except OSError as error:
        printing.complain(f"{out} could not be written: {error.strerror or error}.")
        return False
    printing.say(f"Wrote {out} ({printing.size_of(out)})")
    return True


def _progress(done: int, whole: int, title: str) -> str:
    return f"{done + 1:>3} of {whole}  {title}" if title else f"{whole} findings are set"
