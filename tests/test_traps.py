"""Every known trap has its tests, and here are those that have no better place."""

from __future__ import annotations

import ast
import math
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures import MEASURES, read
from dashboard.periods import Calendar, choices, closing, earlier
from dashboard.refresh import refresh
from dashboard.view import NOT_GIVEN, View
from queries.contract import CONTRACT
from tests import companies
from tests.nodding import NODDING
from tests.published import LAST, SETTINGS, data, view
from tests.traps import TRAPS, Trap

TESTS = Path(__file__).parent


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: str(trap.number))
def test_every_trap_has_its_tests_or_a_word_on_why_not(trap: Trap) -> None:
    assert trap.tests.split() or trap.word
    for test in trap.tests.split():
        file, name = test.split("::")
        assert name in functions_of(file), f"{file} has no {name}"


def test_no_trap_is_left_out() -> None:
    assert [trap.number for trap in TRAPS] == list(range(1, 36))


COUNTS = tuple(counts for counts in product((0, 1, 30), repeat=3) if sum(counts))


@pytest.mark.parametrize("name", ["nps", "csat", "csat_mean", "ces"])
@pytest.mark.parametrize("counts", COUNTS)
def test_no_interval_leaves_its_scale_or_has_no_width(tmp_path: Path, name: str, counts: tuple[int, int, int]) -> None:
    """Traps 3 and 4: whatever few or many answers say."""
    metric, scores, least, most = {
        "nps": ("nps", (0, 8, 10), -100, 100),
        "csat": ("csat", (1, 3, 5), 0, 1),
        "csat_mean": ("csat", (1, 3, 5), 1, 5),
        "ces": ("ces", (1, 4, 7), 0, 1),
    }[name]  # fmt: skip
    rows = [
        {"month": LAST, "metric": metric, "survey": "relationship", "replicate": score, "score": score, "n": n,
         "weight": n, "weight_squared": n}
        for score, n in zip(scores, counts, strict=True) if n
    ]  # fmt: skip
    found = read(data(tmp_path, answers=rows), name, view(against=None), SETTINGS).estimate
    assert least <= found.low <= found.value <= found.high <= most
    assert found.high - found.low > (most - least) / 1000


def test_the_unfinished_month_is_in_no_number(tmp_path: Path) -> None:
    """Trap 8: with what came since the first of the month or without, the snapshot is the same, byte for byte."""
    hashes = []
    for name, statements in (("with", ()), ("without", UNFINISHED)):
        file = tmp_path / f"{name}.duckdb"
        companies.build(file)
        companies.change(file, *SINCE_THE_FIRST, *statements)
        settings = companies.settings(tmp_path / name, file)
        entries = refresh(settings, report=lambda line: None, auditor=NODDING).manifest.datasets.values()
        assert {entry.state for entry in entries} == {"published", "not_connected"}
        hashes.append({entry.name: entry.sha256 for entry in entries if entry.kind != "register"})
    assert hashes[0] == hashes[1]
    assert hashes[0]["answers"]


SINCE_THE_FIRST = (
    "insert into survey_responses by name select * replace ('new ' || response_id as response_id, "
    "timestamp '2026-03-02' + to_minutes(row_number() over ()) as responded_at, 0 as score) "
    "from survey_responses where metric = 'nps' limit 50",
    "insert into revenue by name select * replace (date '2026-03-01' as month) from revenue "
    "where month = date '2026-02-01' limit 5",
    "insert into finance by name select * replace (date '2026-03-01' as month, 1e9 as amount) from finance limit 3",
    "insert into tasks by name select * replace ('new ' || task_id as task_id, date '2026-03-05' as original_due_on) "
    "from tasks limit 3",
)
UNFINISHED = (
    "delete from survey_responses where responded_at >= timestamp '2026-03-01'",
    "delete from revenue where month >= date '2026-03-01'",
    "delete from finance where month >= date '2026-03-01'",
    "delete from tasks where original_due_on >= date '2026-03-01'",
)


@pytest.mark.parametrize("start", range(1, 13))
def test_a_period_is_compared_with_as_many_months(start: int) -> None:
    """Traps 8 and 9: never a part with a whole, whatever month the fiscal year begins in."""
    last = 2026 * 12 + 7
    for period in choices(last - 59, last, start):
        assert period.last <= last
        for kind in ("year", "previous"):
            before = earlier(period, kind, last - 59, Calendar(start))
            if before is not None:
                assert before.length == period.length
                assert before.last < period.first


def test_what_is_not_decided_yet_is_not_lost(tmp_path: Path) -> None:
    """Traps 11 and 12: what is open, or not judged yet, is in no denominator."""
    cases = {"month": LAST, "n": 100, "contact_known": 40, "contact_resolved": 30}
    deals = [{"month": LAST, "outcome": outcome, "n": n} for outcome, n in (("won", 6), ("lost", 18))]
    found = data(tmp_path, cases=[cases], opportunities=deals)
    solved, won = (read(found, name, view(), SETTINGS) for name in ("first_contact_resolution", "win_rate"))
    assert (solved.value, solved.n) == (0.75, 40)
    assert (won.value, won.n) == (0.25, 24)


def test_no_theme_speaks_of_money() -> None:
    """Trap 16: neither the Top Ten nor a theme has a field that could be called a loss."""
    from dashboard.measures.themes import Theme, TopTen

    fields = {name for shape in (Theme, TopTen) for name in shape.__dataclass_fields__}
    assert not {name for name in fields if any(word in name for word in ("revenue", "money", "loss", "risk"))}


def test_earned_growth_is_a_rate_and_no_ratio(tmp_path: Path) -> None:
    """Trap 20: where revenue neither grew nor fell the rate is still a number, and nothing is divided by growth."""
    window = {
        "month": LAST, "window": 12, "opening_customers": 5, "opening_revenue": 450.0, "retained_revenue": 400.0,
        "new_revenue_earned": 50.0, "closing_revenue": 450.0,
    }  # fmt: skip
    found = read(data(tmp_path, customer_windows=[window]), "earned_growth", view(), SETTINGS)
    assert found.value == pytest.approx(0)
    assert not [name for name in MEASURES if "growth_ratio" in name]


def test_money_has_one_currency() -> None:
    """Trap 27: no table may bring a currency of its own, which would then be added to another's."""
    columns = [f"{table.name}.{column.name}" for table in CONTRACT.values() for column in table.columns]
    assert not [name for name in columns if "currency" in name]


def test_what_no_region_owns_is_in_the_company_s_total_alone(tmp_path: Path) -> None:
    """Trap 34: the regions' sum, asked for together, leaves out what is not allocated."""

    def booked(region: str | None, amount: float) -> dict[str, Any]:
        return {"month": LAST, "line": "recurring_revenue", "region": region, "amount": amount}

    found = data(tmp_path, finance=[booked("North", 60.0), booked("NA", 30.0), booked(None, 10.0)])
    september = closing("month", LAST, Calendar())

    def revenue(*regions: str) -> float:
        return read(found, "recurring_revenue", View(regions or None, None, september, None), SETTINGS).value

    assert (revenue(), revenue("North", "NA"), revenue("North", "NA", NOT_GIVEN)) == (100, 90, 100)
    assert (revenue("NA"), math.isnan(revenue("South"))) == (30, True)
