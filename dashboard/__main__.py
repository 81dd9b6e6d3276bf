"""The commands: ``python -m dashboard --help`` says what each does.

Exit codes: 0 all is well; 1 it ran, and something failed its checks, is held back or is not what should be shown; 2 it
could not run. What belongs to the write door is imported by the commands that need it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Annotated, NoReturn

import typer

from dashboard.after_refresh import followed
from dashboard.configuration import load
from dashboard.crash import crashed
from dashboard.deck_command import deck
from dashboard.digest_command import digest
from dashboard.refresh import console as printing
from dashboard.settings import Settings, SettingsError
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import SnapshotError, Store

app = typer.Typer(
    help="Northstar: build the demo company; read, check and publish a warehouse; look after what was published.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(deck)
app.command()(digest)
Full = Annotated[bool, typer.Option("--full", help="Ask for every month, not only those that can still have changed.")]
Name = Annotated[str, typer.Argument(help="The snapshot's name, as `status` lists it.")]


@app.command()
def demo(
    to: Annotated[Path | None, typer.Option(help="The file to build. Default: the setting demo_file.")] = None,
    customers: Annotated[int, typer.Option(min=100, help="How many customers.")] = 20_000,
    answers: Annotated[int, typer.Option(min=100, help="How many survey answers.")] = 200_000,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day. Default: today.")] = None,
    seed: Annotated[int, typer.Option(help="Other numbers, the same company.")] = 2026,
    quiet: Annotated[bool, typer.Option("--quiet", help="Plant no events: nothing changes but by chance.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Read, check and publish it afterwards.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Also where a real company is shown.")] = False,
) -> None:
    """Build the demo company's warehouse, a DuckDB file."""
    from dashboard.demo import build
    from dashboard.refresh.source import of_the_demo

    with _spoken():
        own = load()
        settings = of_the_demo(own, to)
        if publish:
            _guard(own, settings, replace=replace)
            # What reads and checks takes seconds to import: it does so while the company is built.
            Thread(target=import_module, args=("dashboard.refresh.run",), daemon=True).start()
        day = until.date() if until else settings.as_of
        printing.say(f"Building the demo company in {settings.demo_file}")
        with _writing(settings.demo_file):
            build(settings.demo_file, customers=customers, answers=answers, until=day, seed=seed, quiet=quiet)
    printing.say(f"Built the demo company: {printing.size_of(settings.demo_file)}")
    if publish:
        settings = settings.model_copy(update={"as_of": day})
        _publish_last_week(settings, replace=replace)
        raise typer.Exit(_refresh(settings, replace=replace))


@app.command()
def refresh(full: Full = False) -> None:
    """Read the warehouse, check it, and publish what passed."""
    with _spoken():
        settings = load(with_warehouse=True)
    raise typer.Exit(followed(settings, _refresh(settings, full=full)))


@app.command()
def check(full: Full = False) -> None:
    """Read and check as a refresh would, and publish nothing."""
    from dashboard.refresh.run import RefreshError
    from dashboard.refresh.run import check as run

    with _spoken(RefreshError):
        manifest = run(load(with_warehouse=True), full=full, report=printing.say)
    printing.print_findings(manifest, manifest.failed())
    printing.print_summary(manifest, published=False)
    critical = [finding for finding in manifest.failed("critical") if finding.accepted is None]
    raise typer.Exit(1 if critical else 0)


@app.command()
def status() -> None:
    """Say which snapshot is current, how old it is, what failed, and which snapshots are kept."""
    with _spoken():
        store = Store(load().snapshots)
        attempt = store.last_attempt()
        if attempt is not None:
            printing.print_attempt(attempt)
        snapshot = store.current()
    manifest = snapshot.manifest
    passed = printing.age(manifest.created_at, datetime.now(UTC))
    printing.say(f"{manifest.company}, as of {printing.day(manifest.as_of)}: {snapshot.id}, published {passed} ago")
    for notice in printing.notices(snapshot):
        printing.say(notice)
    printing.print_datasets(manifest)
    printing.print_findings(manifest, manifest.failed("critical", "warning"))
    printing.print_snapshots(store.list())
    damaged = snapshot.id != store.current_id()
    if damaged:
        printing.say("Not well: the snapshot that should be current is damaged, and an earlier one is shown.")
    failed = attempt is not None and attempt.outcome == "failed"
    if failed:
        printing.say("Not well: the last refresh failed, so what is shown is older than it should be.")
    raise typer.Exit(1 if damaged or failed else _code(manifest))


@app.command()
def rollback(
    to: Annotated[str | None, typer.Option(help="The snapshot to show. Default: the one before.")] = None,
    reason: Annotated[str, typer.Option(help="Why; the app shows it.")] = "",
) -> None:
    """Make an earlier snapshot current again, until the next refresh."""
    from dashboard.snapshots.publish import PublicationError, Publisher

    with _spoken(PublicationError):
        publisher = Publisher(load().snapshots)
        with publisher.lock():
            snapshot = publisher.roll_back(to, reason)
    printing.say(f"Current is now {snapshot.id}, as of {printing.day(snapshot.manifest.as_of)}")


@app.command()
def pin(
    name: Name,
    reason: Annotated[str, typer.Option(help="What it is kept for: 'Board meeting of March'.")] = "Pinned",
    remove: Annotated[bool, typer.Option("--remove", help="Keep it no longer than the others.")] = False,
) -> None:
    """Keep a snapshot for good."""
    from dashboard.snapshots.publish import PublicationError, Publisher

    with _spoken(PublicationError):
        publisher = Publisher(load().snapshots)
        with publisher.lock():
            publisher.unpin(name) if remove else publisher.pin(name, reason)
    printing.say(f"{name} is {'no longer pinned' if remove else 'pinned'}")


@app.command()
def doctor() -> None:
    """Compare the warehouse, or the mapping, with the contract: table by table, column by column."""
    from dashboard.measures.named import refuse_unknown_measures
    from dashboard.measures.registry import MEASURES
    from dashboard.refresh import doctor as examination
    from dashboard.refresh.outlook import pages
    from dashboard.warehouse import WarehouseError
    from queries.source import SourceError

    with _spoken(WarehouseError, SourceError):
        settings = load(with_warehouse=True)
        refuse_unknown_measures(settings)
        examined = examination.inspect(settings)
    lines = examination.examine(examined)
    good, lacking = examination.reads(examined)
    printing.say(examination.verdict(lines, good))
    printing.print_diagnosis(lines)
    printing.print_reads(good, lacking)
    named = f"Measures that targets, benchmarks, objectives and pilots may name: {', '.join(MEASURES)}."
    remarks = examination.advice(settings, examined)
    for line in (*pages(settings, lacking), named, *remarks, examination.next_step(lines)):
        printing.say(line)
    raise typer.Exit(1 if any(line.verdict == "wrong" for line in lines) else 0)


@app.command()
def template(
    out: Annotated[Path, typer.Option(help="The workbook to write.")] = Path("northstar-registers.xlsx"),
    demo: Annotated[bool, typer.Option("--demo", help="With the demo company's own programme.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also over a file that is there.")] = False,
) -> None:
    """Write an Excel workbook in which to keep what no system holds: goals, tasks, targets, pilots …"""
    from dashboard.refresh.template import demo_rows, write_template

    with _spoken():
        write_template(out, demo_rows(load()) if demo else None, force=force)
    printing.say(f"Wrote {out}: put it into the folder of your mapping, and run `python -m dashboard doctor`.")


def _refresh(settings: Settings, *, full: bool = False, replace: bool = False) -> int:
    from dashboard.refresh.run import RefreshError
    from dashboard.refresh.run import refresh as run

    with _spoken(RefreshError):
        snapshot = run(settings, full=full, replace=replace, report=printing.say)
    printing.print_summary(snapshot.manifest)
    return _code(snapshot.manifest)


def _publish_last_week(settings: Settings, *, replace: bool) -> None:
    """Publish the demo company as it stood a week before, so that there is something to tell what is new against."""
    from dashboard.refresh.as_it_stood import as_it_stood
    from dashboard.refresh.run import RefreshError
    from dashboard.refresh.run import refresh as run

    today, week = settings.today(), timedelta(days=7)
    printing.say(f"The demo company as it stood on {printing.day(today - week)}:")
    with _spoken(RefreshError), as_it_stood(settings, today - week, today) as earlier:
        run(earlier, replace=replace, report=printing.say, ago=week)


def _guard(own: Settings, demo: Settings, *, replace: bool) -> None:
    """Before anything is built, refuse to put the demo company where a real one is shown."""
    from dashboard.refresh.guards import guard_current_snapshot

    if own.mapping is not None:
        raise SettingsError(
            f"The mapping {own.mapping} is set, so {own.snapshots} is another company's. Publish the demo "
            "company with NORTHSTAR_SNAPSHOTS set to a folder of its own, and without a mapping."
        )
    if not replace:
        guard_current_snapshot(Store(own.snapshots), demo)


def _code(manifest: Manifest) -> int:
    return int(any(entry.state in ("carried_over", "withheld") for entry in manifest.datasets.values()))


@contextmanager
def _spoken(*errors: type[Exception]) -> Iterator[None]:
    """Say what is wrong from outside in its own sentence, without a traceback."""
    known: tuple[type[Exception], ...] = (SettingsError, SnapshotError, *errors)
    try:
        yield
    except known as error:
        printing.complain(str(error))
        raise typer.Exit(2) from error


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Say in a sentence that the demo company could not be written."""
    from duckdb import IOException, OutOfMemoryException

    try:
        yield
    except (OSError, IOException, OutOfMemoryException) as error:
        cause = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise SettingsError(
            f"The demo company could not be built in {file}: {cause}. Make room or give write access, or name another "
            "file with --to or the setting demo_file."
        ) from error


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; a fault of our own is 2, with a sentence and its traceback in a file."""
    printing.print_anything()
    try:
        app(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2 * (end.code is not None)
    except Exception as error:  # noqa: BLE001 - whatever it is: exit code 1 would say that the command ran
        printing.complain(crashed(error))
        return 2
    return 0


def main() -> NoReturn:
    """Run a command, and leave at once when it has ended.

    The interpreter's own way out takes a second with all that the checks have imported, and DuckDB's binding
    then prints pages about objects that other libraries still hold.
    """
    code = run()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
