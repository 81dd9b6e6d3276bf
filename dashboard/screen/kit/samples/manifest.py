"""A made-up snapshot: datasets in every state, checks that failed for all months and for one alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from dashboard.data.standing import Standing
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, FindingEntry, Manifest

READ = datetime(2026, 10, 5, 6, 30, tzinfo=UTC)
LAST = 2026 * 12 + 8
"""September 2026."""

SETTINGS = Settings(as_of=date(2026, 10, 5), timezone="Europe/Berlin")
SQL = """select month, region, count(*) as n
from survey_responses
where score < 7 -- <script>alert(1)</script>
group by 1, 2"""


def _entry(name: str, state: str = "published", **changes: object) -> DatasetEntry:
    values: dict[str, object] = {
        "name": name, "kind": "cube", "description": f"What the table {name} holds, by month.", "grain": ["month"],
        "measures": ["n"], "state": state, "reads": [name], "file": f"{name}.parquet", "rows": 12_408, "as_of": READ,
        "sql": SQL, "months": (LAST - 40, LAST),
    }  # fmt: skip
    return DatasetEntry.model_validate(values | changes)


def _failed(dataset: str, sentence: str, **changes: object) -> FindingEntry:
    values: dict[str, object] = {
        "check": f"{dataset}.sample", "kind": "source", "subject": dataset, "severity": "warning", "passed": False,
        "sentence": sentence, "action": "Look at it at the source.", "datasets": [dataset],
    }  # fmt: skip
    return FindingEntry.model_validate(values | changes)


MANIFEST = Manifest(
    id="20261005T063000000Z-sample",
    created_at=READ,
    code_version="0.1.0",
    company="Gallery",
    demo=True,
    as_of=date(2026, 10, 5),
    first_month=LAST - 40,
    last_month=LAST,
    currency="EUR",
    timezone="Europe/Berlin",
    full=True,
    settings={},
    datasets={
        "answers": _entry("answers", reads=["survey_responses"]),
        "cases": _entry("cases"),
        "journeys": _entry("journeys"),
        "finance": _entry("finance", "carried_over", as_of=READ - timedelta(days=9), reasons=["The ledger is short."]),
        "pilots": _entry("pilots", "withheld", file=None, rows=0, as_of=None, reasons=["pilots: no row has a unit."]),
    },
    findings=[
        _failed("cases", "cases: 3 rows have no channel."),
        _failed("journeys", "journeys: July 2024 is short.", months=[2024 * 12 + 6]),
    ],
)

PUBLISHED = Standing("published", (), READ, ("answers",))
TOUCHED = Standing("published", (), READ, ("cases",))
ELSEWHERE = Standing("published", (), READ, ("journeys",))
CARRIED = Standing(
    "carried_over", ("finance: the ledger of September is 3 % short.",), READ - timedelta(days=9), ("finance",)
)
WITHHELD = Standing("withheld", ("pilots: 40 rows have no unit; none of them can be told apart.",), None, ("pilots",))
UNCONNECTED = Standing("not_connected", ("The dataset “staff pulse” is not connected.",), None, ("pulse",))
