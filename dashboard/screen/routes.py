"""The routes that answer beside the pages: the typeface, and a probe for operations.

`/ready` answers 200 once a published snapshot can be read, and 503 with the reason otherwise. Streamlit's own
`/_stcore/health` stays 200 while the script crashes, so it tells less.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg_ibm_plex_sans
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard.configuration import load
from dashboard.settings import SettingsError
from dashboard.snapshots.store import SnapshotError, Store

ROOT = Path(__file__).resolve().parents[2]
FONTS = Path(fontpkg_ibm_plex_sans.ROOT) / "files"


def ready(_: Request) -> JSONResponse:
    """Say whether there is a snapshot to show, and which."""
    try:
        store = Store(load(ROOT).snapshots)
        current = store.current_id()
        manifest = store.open(current).manifest if current else store.current().manifest
    except (SettingsError, SnapshotError) as error:
        return JSONResponse({"ready": False, "reason": str(error)}, status_code=503)
    return JSONResponse({"ready": True, "snapshot": manifest.id, "as_of": manifest.as_of.isoformat()})


ROUTES = [Route("/ready", ready), Mount("/fonts", StaticFiles(directory=FONTS))]
