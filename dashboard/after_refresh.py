"""What the settings ask for once a refresh has published: each thing made by its own command, in its own process.

So neither the features nor the engines that draw are part of a refresh, and nothing that fails there can touch what was
published.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dashboard.delivery import AfterRefresh
from dashboard.refresh.console import complain
from dashboard.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]

_ADDRESS = f"{PREFIX}WAREHOUSE_URL"
"""Who makes decks and digests reads what is published, and needs no password of the warehouse."""


def followed(settings: Settings, code: int) -> int:
    """Make all that is asked for, and say what was not made whole.

    Return the exit code of the refresh, or 1 where something is lacking.
    """
    for wanted in settings.after_refresh:
        ended = _run([sys.executable, "-m", "dashboard", *arguments(wanted)])
        if ended:
            how = "only in part" if ended == 1 else "not at all"
            complain(f"The snapshot is published; the {wanted.what} that is to follow it was made {how}: see above.")
            code = max(code, 1)
    return code


def _run(command: list[str]) -> int:
    """Run a command of ours and return its exit code; one that cannot even be begun made nothing."""
    try:
        return subprocess.run(command, env=_environment(), check=False).returncode  # noqa: S603
    except OSError as error:
        complain(f"{' '.join(command)} could not be begun: {error.strerror or error}.")
        return 2


def arguments(wanted: AfterRefresh) -> tuple[str, ...]:
    """Return the command that makes what is asked for."""
    return tuple(_arguments(wanted))


def _arguments(wanted: AfterRefresh) -> Iterator[str]:
    yield wanted.what
    if wanted.out is not None and wanted.what == "digest":
        yield f"--out={wanted.out}"
    if wanted.outline is not None:
        yield f"--outline={wanted.outline}"
    yield from (f"--region={one}" for one in wanted.region)
    if wanted.each_region:
        yield "--each-region"
    if wanted.send:
        yield "--send"
    if wanted.out is not None and wanted.what == "deck":
        yield from ("--", str(wanted.out))


def _environment() -> dict[str, str]:
    """Return the environment of a command that finds the project wherever this one was begun."""
    kept = {name: value for name, value in os.environ.items() if name.upper() != _ADDRESS}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))}
