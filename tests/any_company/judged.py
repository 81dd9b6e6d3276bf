"""What comes of a company made up at random: published or told why not, drawn, and every number that is shown true."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from dashboard.blocks import strings
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features import feature
from dashboard.features.feature import features
from dashboard.measures import MEASURES, read
from dashboard.periods import Calendar, Period, choices
from dashboard.refresh.run import RefreshError, refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.any_company.company import Company, made
from tests.any_company.delivery import deliver
from tests.any_company.spoiling import spoilt
from tests.any_company.told import told_wrong
from tests.features.companies import week_before
from tests.two_ways.definitions import COMPANY_WIDE, Place
from tests.two_ways.durations import MEDIANS, STEP
from tests.two_ways.raw import Raw

EXACT = 1e-9
"""Relative for large numbers, absolute for small ones."""

NO_VALUE = re.compile(r"\b(nan|NaN|NaT|inf|None(?! of)|<NA>)\b")
"""What stands where a value was put into words that is none."""


@dataclass
class Judged:
    """What came of one company: the sentence that was told instead of a snapshot, numbers compared, faults planted by
    their kind, what is wrong."""

    company: Company
    told: str = ""
    withheld: dict[str, str] = field(default_factory=dict)
    compared: list[str] = field(default_factory=list)
    planted: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def judge(seed: int, folder: Path, *, pages: bool = True) -> Judged:
    """Make the company of a seed, have it refreshed, and compare all that can be seen with its own rows."""
    spoiling = spoilt(made(seed))
    judged = Judged(spoiling.truth)
    truth, warehouse = folder / "truth.duckdb", folder / "warehouse.duckdb"
    judged.company.write(truth)
    deliver(judged.company, warehouse, spoiling.planted)
    settings = Settings(
        warehouse_url=SecretStr(f"duckdb:///{warehouse}"), snapshots=folder / "snapshots",
        as_of=judged.company.as_of, company=f"Company {seed}", query_seconds=60,
    )  # fmt: skip
    try:
        snapshot = refresh(settings, report=lambda line: None)
    except RefreshError as error:
        judged.told = str(error)
        return judged
    entries = snapshot.manifest.datasets.values()
    judged.withheld = {entry.name: " ".join(entry.reasons) for entry in entries if entry.state == "withheld"}
    judged.planted = [f"{one.kind}{' beyond' * one.beyond}" for one in spoiling.planted]
    judged.wrong += [said for one in spoiling.planted for said in told_wrong(one, snapshot.manifest)]
    judged.wrong += _false_numbers(judged, snapshot, settings, truth)
    if pages:
        judged.wrong += _broken_pages(snapshot, settings)
    return judged


def views(company: Company, snapshot: Snapshot) -> Iterator[tuple[Place, Period]]:
    """Yield the views that are looked at: the company and each of two regions, in the newest period of each length."""
    first, last = snapshot.manifest.first_month, snapshot.manifest.last_month
    newest: dict[str, Period] = {}
    for period in choices(first, last):
        newest.setdefault(period.kind, period)
    for place in (Place(), *(Place((region,)) for region in company.regions[:2])):
        for period in newest.values():
            yield place, period


def _false_numbers(judged: Judged, snapshot: Snapshot, settings: Settings, truth: Path) -> Iterator[str]:
    data = Data(snapshot)
    raw = Raw(truth, 0, (snapshot.manifest.first_month, snapshot.manifest.last_month))
    for place, period in views(judged.company, snapshot):
        view = View.of(period, "year", snapshot.manifest.first_month, Calendar(), regions=place.regions)
        for name in MEASURES:
            figure = read(data, name, view, settings)
            if not math.isfinite(figure.estimate.value):
                continue
            judged.compared.append(name)
            asked = Place() if name in COMPANY_WIDE else place
            expected = raw.number(name, asked, (period.first, period.last))
            pairs = [("value", figure.estimate.value, expected.value)]
            if math.isfinite(expected.n):
                pairs.append(("n", figure.estimate.n, expected.n))
            if name in MEDIANS:
                counted = raw.in_buckets(name, asked, (period.first, period.last))
                pairs[0] = ("value", figure.estimate.value, counted.value)
            for what, found, ought in pairs:
                part = STEP - 1 if what == "value" and name in MEDIANS else EXACT
                if not math.isclose(found, ought, rel_tol=part, abs_tol=EXACT):
                    yield f"{name}, {place} {period.label}: {what} {found}, and it is {ought}"


class _Failures(logging.Handler):
    """Keeps what features that failed have logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.getMessage()} {record.exc_info[1] if record.exc_info else ''}")


def _broken_pages(snapshot: Snapshot, settings: Settings) -> Iterator[str]:
    """Yield what fails or is not put into words when every feature is asked for, folds and evidence among it."""
    first, failures = snapshot.manifest.first_month, _Failures()
    log = logging.getLogger(feature.__name__)
    log.addHandler(failures)
    try:
        period = choices(first, snapshot.manifest.last_month)[0]
        view = View.of(period, "year", first, Calendar())
        question = Question(Data(snapshot), view, settings, archive=week_before(snapshot))
        for declared in features().values():
            for said in strings(declared.blocks(question)):
                if NO_VALUE.search(said):
                    yield f"{declared.id} says {said!r}"
    finally:
        log.removeHandler(failures)
    yield from failures.said
