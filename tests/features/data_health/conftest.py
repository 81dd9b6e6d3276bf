"""Data health of a company of a few hundred rows, as it is when all is good and when answers and tasks are spoilt."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.periods import choices
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Snapshot, Store
from tests.companies import build, change
from tests.companies import settings as settings_of
from tests.features.companies import view_of

Ask = Callable[..., Question]
_NUMBERS = count(1)
SPOILT = ("update survey_responses set score = 11 where metric = 'nps'", "drop table tasks")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of the company: refreshed when all was good, then spoilt, and spoilt from the beginning."""
    root = tmp_path_factory.mktemp("small")
    warehouse = root / "company.duckdb"
    build(warehouse)
    settings = settings_of(root, warehouse)
    refresh(settings.model_copy(update={"snapshots": root / "good"}), report=lambda _: None)
    shutil.copytree(root / "good", root / "held")
    change(warehouse, *SPOILT)
    for store in ("held", "withheld"):
        refresh(settings.model_copy(update={"snapshots": root / store}), report=lambda _: None)
    return settings.model_copy(update={"snapshots": root})


@pytest.fixture(scope="session")
def ask(small: Settings) -> Ask:
    """Return a function that asks of a store ('good', 'held', 'withheld') as the screen would, with parameters."""

    def ask_(store: str = "good", grant: Grant = EVERYTHING, **parameters: str) -> Question:
        folder = Store(Path(small.snapshots) / store)
        snapshot = folder.current()
        data, settings = Data(snapshot, grant), small.model_copy(update={"snapshots": folder.folder})
        return Question(data, view_of(snapshot), settings, tuple(parameters.items()), archive=Archive.of(folder))

    return ask_


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Question]:
    """Return a function that asks of a manifest by itself, as a snapshot without rows."""

    def told_(manifest: Manifest, grant: Grant = EVERYTHING, **parameters: str) -> Question:
        view = View(None, None, choices(manifest.first_month, manifest.last_month)[0], None)
        data = Data(Snapshot(f"told {next(_NUMBERS)}", tmp_path, manifest), grant)
        return Question(data, view, Settings(), tuple(parameters.items()))

    return told_


def in_state(question: Question, *states: str) -> int:
    """Return how many datasets are in one of these states; without any, how many are connected."""
    known = [entry.state for entry in question.manifest.datasets.values()]
    return sum(state in states if states else state != "not_connected" for state in known)
