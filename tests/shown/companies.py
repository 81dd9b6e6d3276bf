"""The companies of the named views: the demo, a quiet one in which nothing changes, and two real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.configuration import load
from dashboard.data.archive import Archive
from dashboard.demo import build
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot, Store
from tests.conftest import ROOT, UNTIL, settings_for
from tests.two_ways.real import DATA

MAPPINGS = {"olist": "olist", "nhs": "nhs_fft"}
"""Real companies and their mappings; their files lie beside the project, where they do at all."""


@dataclass(frozen=True, eq=False)
class Company:
    """A company that is published: its name, its snapshot and its settings."""

    name: str
    snapshot: Snapshot
    settings: Settings

    @property
    def archive(self) -> Archive:
        return Archive.of(Store(self.settings.snapshots))


def of(name: str, settings: Settings) -> Company:
    """Return what a store of this company holds."""
    return Company(name, Store(settings.snapshots).current(), settings)


def companies(folder: Path, *, customers: int = 20_000, answers: int = 200_000) -> Mapping[str, Company]:
    """Build, refresh and publish every company in a folder; what is there already is taken as it is."""
    found = {
        name: _demo(folder / name, customers, answers, quiet=name == "quiet") for name in ("demo", "quiet")
    }  # fmt: skip
    if DATA.is_dir():
        found |= {name: _real(folder / name, mapping) for name, mapping in MAPPINGS.items()}
    return {name: of(name, settings) for name, settings in found.items()}


def _demo(folder: Path, customers: int, answers: int, *, quiet: bool) -> Settings:
    file, store = folder / "demo.duckdb", folder / "snapshots"
    settings = settings_for(file, store)
    if not store.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        build(file, customers=customers, answers=answers, until=UNTIL, quiet=quiet)
        refresh(settings, report=lambda _: None)
    return settings


def _real(store: Path, mapping: str) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORTHSTAR_MAPPING", f"queries/mappings/{mapping}")
        settings = load(ROOT)
    settings = settings.model_copy(update={"warehouse_url": SecretStr("duckdb:///:memory:"), "snapshots": store})
    if not store.is_dir():
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(ROOT)  # the mappings name their files from the project's root
            refresh(settings, report=lambda _: None)
    return settings
