"""The routes that answer beside the pages: the font and a probe for operations."""

from __future__ import annotations

from pathlib import Path

import fontpkg_ibm_plex_sans
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FONTS = Path(fontpkg_ibm_plex_sans.ROOT) / "files"

ROUTES = [Mount("/fonts", StaticFiles(directory=FONTS))]
