"""Files that commands write: whole or not at all, one a region under a name of its own."""

from __future__ import annotations

import os
from pathlib import Path

_UNSAFE = str.maketrans('/\\:*?"<>|\n\r\t', "_" * 12)


def write(out: Path, file: bytes) -> None:
    """Write a file whole or not at all."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        draft.write_bytes(file)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)


def of_region(out: Path, region: str) -> Path:
    """Return the file of a region: 'board-EMEA.pptx'; its name is safe on any system."""
    return out.with_name(f"{out.stem}-{region.translate(_UNSAFE)}{out.suffix}")
