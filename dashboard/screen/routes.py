"""The routes that answer beside the pages: typefaces, the style sheet of the blocks, and a probe for operations.

The page that is opened first stands at the root alone; who asks for it by its name is led there.

`/ready` answers 200 once a published snapshot can be read, and 503 with the reason otherwise. Streamlit's own
`/_stcore/health` stays 200 while the script crashes, so it tells less.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_ibm_plex_sans
import noto_cjk_sans_jp_regular
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard.configuration import load
from dashboard.navigation import PAGES
from dashboard.screen.kit import look
from dashboard.settings import SettingsError
from dashboard.snapshots.store import SnapshotError, Store

ROOT = Path(__file__).resolve().parents[2]
FONTS = Path(fontpkg_ibm_plex_sans.ROOT) / "files"
CJK = Path(str(noto_cjk_sans_jp_regular.FONT_PATH)).parent
"""A typeface for Chinese, Japanese and Korean: browsers fetch it only where a page has such letters, and they none."""

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


def ready(_: Request) -> JSONResponse:
    """Say whether there is a snapshot to show, and which."""
    try:
        store = Store(load(ROOT).snapshots)
        current = store.current_id()
        manifest = store.open(current).manifest if current else store.current().manifest
    except (SettingsError, SnapshotError) as error:
        return JSONResponse({"ready": False, "reason": str(error)}, status_code=503)
    return JSONResponse({"ready": True, "snapshot": manifest.id, "as_of": manifest.as_of.isoformat()})


def style_sheet(_: Request) -> Response:
    """Return the style sheet of all blocks."""
    return Response(look.SHEET, media_type="text/css", headers=FOR_GOOD)


def script(_: Request) -> Response:
    """Return the script that puts blocks into their place."""
    return Response(look.SCRIPT, media_type="text/javascript", headers=FOR_GOOD)


def to_the_root(request: Request) -> RedirectResponse:
    """Lead who asks for the first page by its name to where it stands, with all that the address says besides.

    The way is relative: the app may stand below a path of its proxy.
    """
    root = "../" if request.url.path.endswith("/") else "./"
    return RedirectResponse(f"{root}?{request.url.query}" if request.url.query else root)


FIRST = next(page.slug for page in PAGES if page.default)

ROUTES = [
    Route("/ready", ready),
    Route(f"/{FIRST}", to_the_root),
    Route(f"/{FIRST}/", to_the_root),
    Route(look.SHEET_ADDRESS, style_sheet),
    Route(look.SCRIPT_ADDRESS, script),
    Mount("/fonts/cjk", StaticFiles(directory=CJK)),
    Mount("/fonts", StaticFiles(directory=FONTS)),
]
