"""A fault of our own, told in a sentence."""

from __future__ import annotations

import re
import tempfile
import traceback

_PASSWORD = re.compile(r"(?<=://)[^\s/:@]*:[^\s@]*(?=@)")


def crashed(error: Exception) -> str:
    """Return a sentence about a fault of our own; its traceback goes into a file, without any password."""
    told = _PASSWORD.sub("***", "".join(traceback.format_exception(error)))
    cause = f"{type(error).__name__}: {_PASSWORD.sub('***', str(error))}".splitlines()[0]
    said = f"Northstar itself failed: {cause.rstrip('.')}. `python -m dashboard status` tells what is published."
    try:
        with tempfile.NamedTemporaryFile("w", prefix="northstar-", suffix=".log", delete=False) as file:
            file.write(told)
    except OSError:
        return f"{told}\n{said} Please report it with the lines above."
    return f"{said} Please report it with the traceback in {file.name}."
