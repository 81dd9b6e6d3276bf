"""Which version of Northstar runs."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


@cache
def code_version() -> str:
    """Return the package's version and, in a checkout, the commit that was there when it was first asked for."""
    with (PROJECT / "pyproject.toml").open("rb") as file:
        version = str(tomllib.load(file)["project"]["version"])
    git = shutil.which("git")
    if git is None or not (PROJECT / ".git").exists():
        return version
    command = [git, "-C", str(PROJECT), "rev-parse", "--short=12", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return f"{version}+{done.stdout.strip()}" if done.returncode == 0 else version
