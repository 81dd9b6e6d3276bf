"""The press: a process of its own that draws charts and sets type, and is gone when it is done.

It reads one order from its standard input, as JSON, and writes what was asked for to its standard output. Neither the
engine that draws charts nor the fonts stay in the memory of the app. It knows nothing of the dashboard.

    {"document": "picture", "data": {…}, "formats": ["png"], "ppi": 360}

Wherever ``data`` holds a ``spec``, a Vega-Lite specification with its data, the press puts the drawing beside it as
``svg``. What is asked for comes back in the order of ``formats``, each with its length in eight bytes before it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

import fontpkg_ibm_plex_sans
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_devanagari
import fontpkg_noto_sans_thai
import noto_cjk_sans_jp_regular
import typst
import vl_convert

from dashboard.export.framing import Format, framed

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

STANDARD: Literal["ua-1"] = "ua-1"
"""What a PDF must be: PDF/UA, tagged and titled, with words for each picture. One that is not is refused."""


def pressed(order: dict[str, Any]) -> list[bytes]:
    """Return what was ordered, one file a format. Raises RuntimeError where it cannot be set."""
    for folder in FONTS:
        vl_convert.register_font_directory(str(folder))
    data = json.dumps(_drawn(order["data"]))
    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=list(map(str, FONTS)))
    source = TEMPLATES / f"{order['document']}.typ"
    compiler = typst.Compiler(str(source), root=str(TEMPLATES), font_paths=fonts, sys_inputs={"data": data})
    return [_set(compiler, name, float(order["ppi"])) for name in order["formats"]]


def _set(compiler: typst.Compiler, name: Format, ppi: float) -> bytes:
    if name == "pdf":
        made = compiler.compile(format=name, pdf_standards=STANDARD)
    else:
        made = compiler.compile(format=name, ppi=ppi if name == "png" else None)
    return b"".join(made) if isinstance(made, list) else made or b""


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
    """Read an order, and write what was ordered."""
    for file in framed(pressed(json.load(sys.stdin.buffer))):
        sys.stdout.buffer.write(file)


if __name__ == "__main__":
    main()
