"""Draw the pictures that the charts are compared with: ``python -m tests.export.golden``; look at them then."""

from __future__ import annotations

import io

from PIL import Image

from tests.export.test_picture import CHARTS, GOLDEN, made


def main() -> None:
    """Write a small picture of every kind of chart."""
    GOLDEN.mkdir(exist_ok=True)
    for name in CHARTS:
        picture = Image.open(io.BytesIO(made(name)[0])).convert("L")
        small = picture.resize((640, round(picture.height * 640 / picture.width)))
        small.quantize(16).save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
