"""What PowerPoint has no form for, as a vector picture, and a raster one beside it for programs without vectors."""

from __future__ import annotations

import io
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.slide import Slide

from dashboard.export.deck.layouts import Box
from dashboard.words.escaping import legible

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def place(slide: Slide, box: Box, png: bytes, svg: bytes, alt: str) -> None:
    """Put a picture into a place as large as it fits, with its alternative text."""
    picture = slide.shapes.add_picture(io.BytesIO(png), box.left, box.top)
    scale = min(box.width / picture.width, box.height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture._element.nvPicPr.cNvPr.set("descr", legible(alt))
    _add_vector(slide, picture, svg)


def _add_vector(slide: Slide, picture: Any, svg: bytes) -> None:
    package = slide.part.package
    name = PackURI(f"/ppt/media/vector{len(list(package.iter_parts()))}.svg")
    link = slide.part.relate_to(Part(name, "image/svg+xml", package, svg), RELATIONSHIP_TYPE.IMAGE)
    blip = picture._element.blipFill.find(qn("a:blip"))
    extension = etree.SubElement(etree.SubElement(blip, qn("a:extLst")), qn("a:ext"))
    extension.set("uri", _EXTENSION)
    etree.SubElement(extension, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG}).set(qn("r:embed"), link)
