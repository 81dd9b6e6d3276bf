"""The texts of a mapping: one SELECT a table, as people write them, made such that they can become part of another."""

from __future__ import annotations

import re
from pathlib import Path

from queries.files import Folder, read_folder

_PIECES = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \$(\w*)\$.*?\$\1\$ | --[^\n]* | /\*.*?\*/ | ; | \S""",
    re.DOTALL | re.VERBOSE,
)
"""What a text consists of, so far as it matters where it ends: a semicolon in quotes or in a remark ends nothing."""


class SourceError(Exception):
    """The warehouse or the mapping cannot be looked at; the message says why and what to do."""


def mapping_texts(mapping: Path) -> tuple[dict[str, str], Folder]:
    """Return the mapping's texts by table, and what it keeps in files."""
    if not mapping.is_dir():
        raise SourceError(f"There is no folder {mapping}; set `mapping` to a folder of <table>.sql files.")
    texts = {file.stem: without_end(_text(file)).strip() for file in sorted(mapping.glob("*.sql"))}
    folder = read_folder(mapping, texts)
    if not texts and not folder.tables and not folder.unread and not folder.remarks:
        raise SourceError(
            f"The folder {mapping} holds no <table>.sql file and no register; a mapping needs survey_responses.sql."
        )
    return texts, folder


def without_end(text: str) -> str:
    """Return a statement without the semicolons that close it, whatever remarks stand behind them."""
    kept = list(text)
    for piece in reversed([*_PIECES.finditer(text)]):
        if piece[0] == ";":
            kept[piece.start()] = ""
        elif not piece[0].startswith(("--", "/*")):
            break
    return "".join(kept)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors put a mark of the encoding in front
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise SourceError(f"The mapping's file {file} is not UTF-8 (line {line}); save it as UTF-8.") from error
    except OSError as error:
        raise SourceError(f"The mapping's file {file} cannot be read: {error.strerror}.") from error
