"""The commands: ``python -m dashboard --help``."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.settings import Settings, SettingsError, load

app = typer.Typer(help="Northstar: read, check and publish.", no_args_is_help=True, add_completion=False)


def main() -> None:
    """Run the command; what is wrong from outside is said in a sentence, with exit code 2."""
    app()


def say(line: str) -> None:
    """Print a progress line at once, also into a pipe."""
    print(line, flush=True)


@app.command()
def demo(
    to: Annotated[Path | None, typer.Option(help="The file to build; default: the setting demo_file")] = None,
    customers: Annotated[int, typer.Option(min=100)] = 20_000,
    answers: Annotated[int, typer.Option(min=100)] = 200_000,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    seed: int = 2026,
    quiet: Annotated[bool, typer.Option("--quiet", help="Nothing changes but by chance")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Refresh from it afterwards")] = False,
) -> None:
    """Build the demo company's warehouse, a DuckDB file."""
    from dashboard.demo import build

    settings = load(with_warehouse=True)
    path = to or settings.demo_file
    day: date | None = until.date() if until else None
    say(f"Building the demo company in {path}")
    build(path, customers=customers, answers=answers, until=day, seed=seed, quiet=quiet)
    say(f"Built the demo company: {path.stat().st_size / 1e6:.0f} MB")
    if publish:
        _refresh(settings)


@app.command()
def refresh(full: Annotated[bool, typer.Option("--full", help="Ask for every month")] = False) -> None:
    """Read the warehouse, check, and publish what passed."""
    _refresh(load(with_warehouse=True), full=full)


def _refresh(settings: Settings, *, full: bool = False) -> None:
    from dashboard.refresh import RefreshError
    from dashboard.refresh import refresh as run

    try:
        run(settings, full=full, report=say)
    except RefreshError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from error


if __name__ == "__main__":
    try:
        main()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
