"""The press: a process of its own that draws charts and sets type.

It reads orders from its standard input, each a ticket and what is ordered as JSON, and writes the ticket and what was
asked for to its standard output, each with its length before it. Neither the engine that draws charts nor the fonts
stay in the memory of the app. It knows nothing of the dashboard.

    {"document": "picture", "data": {…}, "formats": ["png"], "ppi": 360}

Wherever ``data`` holds a ``spec``, a Vega-Lite specification with its data, the press puts the drawing beside it as
``svg``. What is asked for comes back in the order of ``formats``. It ends where an order cannot be done, its input
ends, or no order comes for ``IDLE`` seconds.
"""

from __future__ import annotations

import json
import os
import re
import select
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_ibm_plex_sans
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_devanagari
import fontpkg_noto_sans_thai
import noto_cjk_sans_jp_regular
import typst
import vl_convert

from dashboard.export.framing import Format, framed, unframed

TEMPLATES = Path(__file__).parent / "typeset"
_PACKAGES = (
    fontpkg_ibm_plex_sans,
    fontpkg_noto_sans_arabic,
    fontpkg_noto_sans_devanagari,
    fontpkg_noto_sans_thai,
)
FONTS = (
    *(Path(package.ROOT) / "files" for package in _PACKAGES),
    Path(str(noto_cjk_sans_jp_regular.FONT_PATH)).parent,
)
"""The typeface, and what other scripts are set in; what none of them has is looked for among the machine's own."""

STANDARDS: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")
"""What a PDF must be: PDF/UA, tagged and titled, with words for each picture, and PDF/A, which holds all that it needs
to be read in years. One that is not is refused."""

IDLE = 120.0
"""Seconds for which a press waits for an order: so long its 130 to 210 MB are taken."""

_IN_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
JOINER = "\u200d"
UNKNOWN = "\ufffd"
"""Stands for a letter that no font has, as on any screen: without it no report could be made of a name that has one."""


def pressed(order: dict[str, Any]) -> list[bytes]:
    """Return what was ordered, one file a format. Raises RuntimeError where it cannot be set."""
    fonts = _fonts()
    data = json.dumps(_drawn(order["data"]), ensure_ascii=False)
    source = TEMPLATES / f"{order['document']}.typ"
    return [_set(source, fonts, data, name, float(order["ppi"])) for name in order["formats"]]


@cache
def _fonts() -> typst.Fonts:
    """Return the typefaces, and tell the engine that draws charts of them."""
    for folder in FONTS:
        vl_convert.register_font_directory(str(folder))
    return typst.Fonts(include_embedded_fonts=False, font_paths=list(map(str, FONTS)))


def _set(source: Path, fonts: typst.Fonts, data: str, name: Format, ppi: float) -> bytes:
    compiler = typst.Compiler(str(source), root=str(TEMPLATES), font_paths=fonts, sys_inputs={"data": data})
    try:
        if name == "pdf":
            made = compiler.compile(format=name, pdf_standards=[*STANDARDS])
        else:
            made = compiler.compile(format=name, ppi=ppi if name == "png" else None)
    except RuntimeError as error:
        known = _without(data, str(error))
        if known == data:
            raise
        return _set(source, fonts, known, name, ppi)
    return b"".join(made) if isinstance(made, list) else made or b""


def _without(data: str, error: str) -> str:
    """Return the data without the letters of which an error says that no font has them."""
    for quoted in _IN_NO_FONT.findall(error):
        letter = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted)
        data = data.replace(letter, UNKNOWN)
    return "".join(_standing(data)) if UNKNOWN in data else data


def _standing(data: str) -> Iterator[str]:
    """Yield letters without the marks and joiners that were set on one that no font has: they stand on nothing."""
    before = ""
    for letter in data:
        attached = letter == JOINER or unicodedata.category(letter).startswith("M")
        if not (attached and before == UNKNOWN):
            yield letter
            before = letter


def _drawn(value: Any) -> Any:
    """Return values in which each specification has its drawing beside it."""
    if isinstance(value, list):
        return [_drawn(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "spec" in value:
        svg = vl_convert.vegalite_to_svg(value["spec"])
        return {key: one for key, one in value.items() if key != "spec"} | {"svg": svg}
    return {key: _drawn(one) for key, one in value.items()}


def main() -> None:
    """Read orders, and write what was ordered, until none comes."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not lie between the files
    with open(sys.stdin.fileno(), "rb", closefd=False) as orders:
        while select.select([orders], [], [], IDLE)[0] and orders.peek(1):
            ticket, order = unframed(orders), unframed(orders)
            out.writelines(framed((ticket, *pressed(json.loads(order)))))
            out.flush()


if __name__ == "__main__":
    main()
