"""Draw a sheet of every kind, light and dark, wide and narrow, to judge them by eye:

python -m tests.charts.sheet FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import vl_convert
from PIL import Image

from dashboard.theme import Mode, palette
from tests.charts.drawn import picture
from tests.charts.samples import MORE, SAMPLES


def sheet(mode: Mode, width: int, folder: Path) -> None:
    """Write one picture of all samples below one another."""
    drawn = []
    for sample in (SAMPLES | MORE).values():
        path = folder / "one.png"
        path.write_bytes(vl_convert.vegalite_to_png(picture(sample(), mode, width), scale=1.5))
        drawn.append(Image.open(path).convert("RGB"))
        path.unlink()
    columns = 1 if width > 500 else 3
    wide, gap = max(image.width for image in drawn), 36
    heights = [0] * columns
    places = []
    for image in drawn:
        at = heights.index(min(heights))
        places.append((at * (wide + gap), heights[at]))
        heights[at] += image.height + gap
    whole = Image.new("RGB", (columns * (wide + gap), max(heights)), palette(mode).paper)
    for image, place in zip(drawn, places, strict=True):
        whole.paste(image, place)
    whole.save(folder / f"{mode}-{width}.png")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for mode in ("light", "dark"):
        for width in (900, 360):
            sheet(mode, width, target)
