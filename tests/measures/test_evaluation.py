"""Figures from rows that a pencil can check, and what holds for any rows."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.data.access import Data
from dashboard.data.view import NOT_GIVEN
from dashboard.measures import Figure, read
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from tests.published import FIRST, LAST, SETTINGS, Rows, answers, clusters, data, snapshot, view

NORTH: dict[str, Any] = {"region": "North", "segment": "Large"}
SOUTH: dict[str, Any] = {"region": "South", "segment": "Small"}
SEPTEMBER: dict[str, Any] = {"period": closing("month", LAST, Calendar()), "against": None}


def figure(found: Data, name: str = "nps", /, settings: Settings = SETTINGS, **asked: Any) -> Figure:
    return read(found, name, view(**asked), settings)


def ledger(line: str, amounts: dict[int, float], region: str | None = "North") -> list[dict[str, Any]]:
    return [{"month": month, "region": region, "line": line, "amount": amount} for month, amount in amounts.items()]


def monthly(first: int = FIRST, last: int = LAST) -> range:
    return range(first, last + 1)


# Scores


def test_nps_is_taken_from_summed_counts(tmp_path: Path) -> None:
    rows = answers({6: 20, 7: 50, 9: 80}) + answers({0: 34, 8: 58, 10: 82}, month=LAST - 2)
    found = figure(data(tmp_path, answers=rows))
    assert found.value == pytest.approx(100 / 3)  # (162 - 54) of 324
    assert found.n == 324
    assert found.estimate.effective_n == pytest.approx(324, rel=0.1)
    assert found.estimate.low == pytest.approx(24.9453, abs=1.0)
    assert found.estimate.high == pytest.approx(41.1098, abs=1.0)


def test_nps_of_all_is_no_mean_of_the_segments(tmp_path: Path) -> None:
    """A hundred answers at 40 and three hundred at 10 are 17.5, not 25."""
    large = answers({10: 40, 8: 60}, **NORTH)
    small = answers({10: 60, 8: 210, 0: 30}, **SOUTH)
    found = data(tmp_path, answers=large + small)
    assert figure(found, segments=("Large",)).value == pytest.approx(40)
    assert figure(found, segments=("Small",)).value == pytest.approx(10)
    assert figure(found).value == pytest.approx(17.5)


def test_relationship_and_journey_answers_are_never_pooled(tmp_path: Path) -> None:
    found = data(tmp_path, answers=answers({10: 32}) + answers({0: 64}, survey="journey"))
    assert (figure(found).value, figure(found).n) == (100, 32)
    assert (figure(found, "journey_nps").value, figure(found, "journey_nps").n) == (-100, 64)


@pytest.mark.parametrize(
    ("name", "counts", "expected"),
    [
        ("csat", {1: 16, 3: 16, 4: 32, 5: 16}, 48 / 80),
        ("ces", dict(zip(range(1, 8), (80, 210, 140, 110, 160, 180, 120), strict=True)), 0.46),
    ],
)
def test_top_boxes(tmp_path: Path, name: str, counts: dict[int, float], expected: float) -> None:
    found = figure(data(tmp_path, answers=answers(counts, metric=name)), name)
    assert found.value == pytest.approx(expected)
    assert 0 <= found.estimate.low < expected < found.estimate.high <= 1


def test_no_answers_is_not_a_score_of_0(tmp_path: Path) -> None:
    found = figure(data(tmp_path, answers=answers({8: 40}, month=LAST - 5)))
    assert math.isnan(found.value)
    assert found.n == 0
    assert not found.enough
    assert np.isnan(found.series.values[-3:]).all()
    assert found.series.values[-6] == 0


def test_all_promoters_have_an_interval_on_the_scale(tmp_path: Path) -> None:
    estimate = figure(data(tmp_path, answers=answers({10: 16}))).estimate
    assert (estimate.value, estimate.high) == (100, 100)
    assert estimate.low < 100


def test_weights_change_the_score_and_not_n(tmp_path: Path) -> None:
    rows = answers({10: 160}, weight=0.5) + answers({0: 160}, weight=1.5)
    found = figure(data(tmp_path, answers=rows))
    assert found.value == pytest.approx(-50)
    assert found.n == 320
    assert found.estimate.effective_n < 260  # Kish: 320² / (160 · 0.25 + 160 · 2.25) = 256


def test_answers_of_the_same_customers_widen_the_interval(tmp_path: Path) -> None:
    """One hundred customers of each mind gave 3.2 answers each: Σ S² = 2 · 100 · 3.2², and so Σ n²."""
    rows = answers({10: 320, 0: 320})
    squares = 2 * 100 * 3.2**2
    together = [{**clusters(rows)[0], "yy": squares, "yw": 0.0, "wy": 0.0, "ww": squares}]
    apart = figure(data(tmp_path / "apart", answers=rows)).estimate
    clumped = figure(data(tmp_path / "clumped", answers=rows, answer_clusters=together)).estimate
    assert clumped.value == apart.value == 0
    assert clumped.effective_n == pytest.approx(640 / 3.2, rel=0.02)
    assert clumped.high - clumped.low == pytest.approx(math.sqrt(3.2) * (apart.high - apart.low), rel=0.02)


# Ratios, sums and windows


def test_a_ratio_is_divided_once(tmp_path: Path) -> None:
    """Win rates of 1 of 1 and 10 of 40 are 11 of 41; open opportunities count nowhere."""
    rows = [
        {"month": LAST, "outcome": outcome, "n": n, **place}
        for place, won, lost in ((NORTH, 1, 0), (SOUTH, 10, 30))
        for outcome, n in (("won", won), ("lost", lost), ("open", 500))
    ]
    found = data(tmp_path, opportunities=rows)
    assert figure(found, "win_rate").value == pytest.approx(11 / 41)
    assert figure(found, "win_rate").n == 41
    assert not figure(found, "win_rate", regions=("North",)).enough
    assert math.isnan(figure(found, "win_rate", regions=("Mars",)).value)


def bridge(**changes: float) -> dict[str, Any]:
    """Return the retention bridge (begin → end) 100→120, 100→100, 100→60, 100→0, 50→55, 0→80 new, 0→40 reactivated."""
    return {
        "month": LAST, "window": 12, "opening_customers": 5, "kept_customers": 4, "lost_customers": 1,
        "new_customers": 2, "reactivated_customers": 1, "closing_customers": 7, "opening_revenue": 450.0,
        "retained_revenue": 310.0, "lost_revenue": 100.0, "contraction": 40.0, "expansion": 25.0,
        "new_revenue_earned": 40.0, "new_revenue_bought": 20.0, "new_revenue_unknown": 20.0,
        "reactivated_revenue": 40.0, "closing_revenue": 455.0, **NORTH, **changes,
    }  # fmt: skip


def test_retention_counts_neither_new_customers_nor_growth_in_the_gross(tmp_path: Path) -> None:
    found = data(tmp_path, customer_windows=[bridge()])
    assert figure(found, "gross_revenue_retention").value == pytest.approx(0.688889, abs=1e-6)
    assert figure(found, "net_revenue_retention").value == pytest.approx(0.744444, abs=1e-6)
    assert figure(found, "logo_retention").value == pytest.approx(0.8)
    assert figure(found, "logo_retention").n == 5


def test_retention_of_revenue_leaves_out_who_opened_with_a_credit(tmp_path: Path) -> None:
    """Beside those of the example one opened with -50 and brings 100 now: nothing of theirs was there to be kept."""
    credited = {"customers": 1, "opening": -50.0, "retained": -50.0, "expansion": 150.0}
    changes = {f"credited_{name}": value for name, value in credited.items()}
    row = bridge(
        opening_customers=6, kept_customers=5, closing_customers=8, opening_revenue=400.0, retained_revenue=260.0,
        expansion=175.0, closing_revenue=555.0, **changes,
    )  # fmt: skip
    found = data(tmp_path, customer_windows=[row])
    gross, net = (figure(found, f"{name}_revenue_retention") for name in ("gross", "net"))
    assert [gross.value, net.value] == pytest.approx([0.688889, 0.744444], abs=1e-6)
    assert (gross.n, net.n, figure(found, "logo_retention").n) == (5, 5, 6)


def test_earned_growth_is_a_range_where_the_reason_is_unknown(tmp_path: Path) -> None:
    """Of 455, 20 were bought, 20 came of nobody knows what, and 40 are back: of 450 before, 375 to 395 count."""
    year = {
        "month": LAST, "window": 12, "customers_before": 5, "revenue_before": 450.0, "revenue": 455.0,
        "new_revenue_earned": 40.0, "new_revenue_bought": 20.0, "new_revenue_unknown": 20.0,
        "reactivated_revenue": 40.0, **NORTH,
    }  # fmt: skip
    estimate = figure(data(tmp_path, window_revenue=[year]), "earned_growth").estimate
    assert estimate.low == pytest.approx(-0.166667, abs=1e-6)
    assert estimate.high == pytest.approx(-0.122222, abs=1e-6)
    assert estimate.value == estimate.low
    assert estimate.n == 5


def test_only_the_window_that_closes_with_the_period_counts(tmp_path: Path) -> None:
    rows = [bridge(), bridge(month=LAST - 1, retained_revenue=0.0), bridge(window=3, retained_revenue=1.0)]
    assert figure(data(tmp_path, customer_windows=rows), "gross_revenue_retention").value == pytest.approx(310 / 450)


def flows(month: int, gained: int, back: int, lost: int) -> dict[str, Any]:
    return {
        "month": month, "window": 1, "new_customers": gained, "reactivated_customers": back, "lost_customers": lost,
        "closing_customers": 100, **NORTH,
    }  # fmt: skip


def test_flows_of_single_months_are_summed(tmp_path: Path) -> None:
    rows = [flows(LAST - 2, 10, 2, 5), flows(LAST - 1, 4, 0, 9), flows(LAST, 6, 0, 1), bridge()]
    found = data(tmp_path, customer_windows=rows)
    assert figure(found, "net_customers").value == 12 - 5 + 4 - 9 + 6 - 1
    assert figure(found, "customers_won").value == 20
    assert figure(found, "refill").value == pytest.approx(15 / 22)


def test_more_lost_than_gained_refills_no_more_than_all(tmp_path: Path) -> None:
    found = data(tmp_path, customer_windows=[flows(LAST, 2, 0, 9)])
    assert figure(found, "refill", **SEPTEMBER).value == 1


def test_nobody_gained_leaves_no_share(tmp_path: Path) -> None:
    found = data(tmp_path, customer_windows=[flows(LAST, 0, 0, 9)])
    assert math.isnan(figure(found, "refill", **SEPTEMBER).value)


def test_a_ledger_row_without_region_belongs_to_no_region(tmp_path: Path) -> None:
    rows = ledger("recurring_revenue", {LAST: 100.0}) + ledger("recurring_revenue", {LAST: 7.0}, None)
    found = data(tmp_path, finance=rows)
    assert figure(found, "recurring_revenue", **SEPTEMBER).value == 107
    assert figure(found, "recurring_revenue", regions=("North",), **SEPTEMBER).value == 100
    assert figure(found, "recurring_revenue", regions=(NOT_GIVEN,), **SEPTEMBER).value == 7


def test_cost_to_serve_is_a_customer_s_month(tmp_path: Path) -> None:
    found = data(
        tmp_path,
        finance=ledger("cost_to_serve", {LAST - 2: 4000.0, LAST - 1: 3000.0, LAST: 5000.0}),
        customer_windows=[flows(month, 0, 0, 0) for month in range(LAST - 2, LAST + 1)],
    )
    assert figure(found, "cost_to_serve").value == pytest.approx(40)


def test_a_month_that_accounts_do_not_hold_is_not_a_month_of_nothing(tmp_path: Path) -> None:
    """The quarter's first month is not in the ledger: two months of it are no quarter, and no fall by a third."""
    held = {month: 10.0 for month in monthly(LAST - 20, LAST) if month != LAST - 2}
    found = data(tmp_path, finance=ledger("recurring_revenue", held))
    assert figure(found, "recurring_revenue", **SEPTEMBER).value == 10
    quarter = figure(found, "recurring_revenue")
    assert math.isnan(quarter.value)
    assert quarter.difference is None


def test_a_cost_that_is_never_booked_for_a_region_is_not_known_there(tmp_path: Path) -> None:
    rows = ledger("cost_to_serve", {LAST: 500.0}, None) + ledger("revenue", {LAST: 900.0})
    found = data(tmp_path, finance=rows, customer_windows=[flows(LAST, 0, 0, 0)])
    assert figure(found, "cost_to_serve", **SEPTEMBER).value == 5
    assert math.isnan(figure(found, "cost_to_serve", regions=("North",), **SEPTEMBER).value)


def test_single_sales_read_another_line(tmp_path: Path) -> None:
    rows = ledger("recurring_revenue", {LAST: 1.0}) + ledger("revenue", {LAST: 5.0})
    found = data(tmp_path, finance=rows)
    assert figure(found, "recurring_revenue", Settings(revenue_kind="sales"), **SEPTEMBER).value == 5


def test_what_has_no_region_shows_the_whole_company_and_says_so(tmp_path: Path) -> None:
    rows = [{"month": LAST, "department_id": "d", "due": 20, "completed": 15, "on_time": 10}]
    found = data(tmp_path, commitments=rows, answers=answers({10: 32}, **NORTH))
    tasks = figure(found, "on_time_tasks", regions=("North",))
    assert (tasks.value, tasks.filtered) == (0.5, False)
    assert figure(found, regions=("North",)).filtered
    assert figure(found, "on_time_tasks").filtered


# What a figure stands on


def test_what_is_withheld_has_no_numbers_at_all(tmp_path: Path) -> None:
    reason = "Scores of finance do not add up."
    published = snapshot(tmp_path, {"answers": answers({10: 32})}, answers={"state": "withheld", "reasons": [reason]})
    found = figure(Data(published))
    assert (found.state, found.reasons, found.shown) == ("withheld", (reason,), False)
    assert math.isnan(found.value)
    assert (len(found.series.values), found.limits, found.target, found.benchmark) == (0, None, None, None)


def test_what_is_not_connected_says_which_dataset(tmp_path: Path) -> None:
    found = figure(data(tmp_path), "journeys_on_time")
    assert (found.state, found.reasons) == ("not_connected", ("The dataset “journeys” is not connected.",))


def test_a_ratio_of_two_datasets_is_as_sound_as_the_worse(tmp_path: Path) -> None:
    published = snapshot(
        tmp_path, {"finance": ledger("cost_to_serve", {LAST: 1.0}), "customer_windows": [flows(LAST, 1, 0, 0)]},
        finance={"state": "carried_over", "reasons": ["The ledger was not complete."]},
    )  # fmt: skip
    found = figure(Data(published), "cost_to_serve", **SEPTEMBER)
    assert (found.state, found.reasons) == ("carried_over", ("The ledger was not complete.",))
    assert found.value == 0.01


def test_data_that_end_before_the_period_give_no_partial_sum(tmp_path: Path) -> None:
    published = snapshot(
        tmp_path, {"finance": ledger("recurring_revenue", dict.fromkeys(monthly(LAST - 20, LAST - 1), 1.0))},
        finance={"state": "carried_over", "reasons": ["Old."], "months": (FIRST, LAST - 1)},
    )  # fmt: skip
    found = figure(Data(published), "recurring_revenue")
    assert math.isnan(found.value)
    assert found.verdict.word == "no_comparison"
    assert found.reasons[1] == "The dataset “finance” ends in Aug 2026, before this period does."
    assert found.series.values[-2] == 1
    assert math.isnan(found.series.values[-1])


# Comparison and verdict


def two_years(counts: dict[int, float], before: dict[int, float], name: str = "nps") -> list[dict[str, Any]]:
    return answers(counts, metric=name) + answers(before, metric=name, month=LAST - 12)


def test_a_difference_of_scores_is_clear_or_not(tmp_path: Path) -> None:
    clear = figure(data(tmp_path / "clear", answers=two_years({10: 600, 0: 200}, {10: 400, 0: 400})))
    assert clear.difference is not None
    assert (clear.verdict.word, round(clear.difference.value)) == ("clear", 50)
    assert clear.clear
    assert clear.difference.low < 50 < clear.difference.high
    faint = figure(data(tmp_path / "faint", answers=two_years({10: 104, 0: 96}, {10: 100, 0: 100})))
    assert (faint.verdict.word, faint.clear) == ("no_clear_change", False)


def test_a_change_of_no_consequence_is_small(tmp_path: Path) -> None:
    rows = two_years({10: 600_000, 0: 400_000}, {10: 597_000, 0: 403_000})
    found = data(tmp_path, answers=rows)
    assert figure(found).difference.p_value < 0.01  # type: ignore[union-attr]
    assert (figure(found).verdict.word, figure(found).clear) == ("small", False)
    assert figure(found, settings=Settings(least_change={"nps": 0.5})).clear


def test_too_few_answers_are_said_and_still_shown(tmp_path: Path) -> None:
    found = figure(data(tmp_path, answers=two_years({10: 20}, {0: 400})))
    assert (found.verdict.word, found.verdict.lack) == ("too_little", "answers")
    assert (found.enough, found.value) == (False, 100)
    other = figure(data(tmp_path / "b", answers=two_years({10: 400}, {0: 20})))
    assert (other.verdict.word, other.verdict.lack) == ("too_little", "answers")


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    found = data(tmp_path, answers=answers({10: 40}))
    assert figure(found, against=None).verdict.word == "no_comparison"
    assert (figure(found).verdict.word, figure(found).difference) == ("no_comparison", None)


def census(values: dict[int, float]) -> Rows:
    return [{"month": month, "n": 1000, "contact_known": 1000, "contact_resolved": round(1000 * value), **NORTH}
            for month, value in values.items()]  # fmt: skip


def wobbling(month: int) -> float:
    return 0.7 + 0.004 * ((month * 7) % 5 - 2)


def test_a_share_of_things_counted_is_judged_by_their_counts(tmp_path: Path) -> None:
    usual = {month: wobbling(month) for month in monthly()}
    fallen = usual | {month: usual[month] - 0.06 for month in monthly(LAST - 2)}
    name = "first_contact_resolution"
    assert figure(data(tmp_path / "usual", cases=census(usual)), name).verdict.word == "no_clear_change"
    found = figure(data(tmp_path / "fallen", cases=census(fallen)), name)
    assert (found.verdict.word, found.verdict.change < 0) == ("clear", True)
    assert found.difference is not None
    assert found.difference.low < found.difference.value < found.difference.high < 0
    assert math.isnan(found.estimate.low)


def test_a_year_and_a_half_are_too_few_months(tmp_path: Path) -> None:
    short = {month: wobbling(month) for month in monthly(LAST - 17)}
    found = figure(data(tmp_path, cases=census(short)), "first_contact_resolution").verdict
    assert (found.word, found.lack) == ("too_little", "months")


def test_what_people_promised_is_not_judged(tmp_path: Path) -> None:
    rows = [
        {"month": month, "department_id": "d", "due": 40, "completed": 40 - 20 * (month > LAST - 3), "on_time": 20}
        for month in monthly()
    ]
    assert figure(data(tmp_path, commitments=rows), "on_time_tasks").verdict.word == "not_judged"


def test_revenue_is_judged_by_its_growth(tmp_path: Path) -> None:
    growing = {month: 1000 * 1.01 ** (month - FIRST) * wobbling(month) for month in monthly()}
    found = figure(data(tmp_path / "a", finance=ledger("recurring_revenue", growing)), "recurring_revenue")
    assert found.verdict.word == "as_usual"
    assert found.difference is not None
    assert found.against is not None
    assert found.verdict.low < found.difference.value / found.against.value < found.verdict.high
    halved = growing | {month: growing[month] / 2 for month in monthly(LAST - 2)}
    fell = figure(data(tmp_path / "b", finance=ledger("recurring_revenue", halved)), "recurring_revenue").verdict
    assert (fell.word, fell.change < 0) == ("clear", True)


def test_growth_that_slows_is_neither_usual_nor_a_clear_rise(tmp_path: Path) -> None:
    rates = {month: 0.02 if month <= LAST - 3 else -0.01 for month in monthly()}
    values = dict(zip(rates, 1000 * np.cumprod([1 + rate for rate in rates.values()]), strict=True))
    found = figure(data(tmp_path, finance=ledger("recurring_revenue", values)), "recurring_revenue")
    assert found.difference is not None
    assert found.difference.value > 0
    assert (found.verdict.word, found.verdict.departure < 0) == ("unusual", True)


def test_retention_is_judged_in_its_own_span(tmp_path: Path) -> None:
    """The months tell how it moves; the range is that of the twelve months' change."""
    yearly = [bridge(month=month, opening_customers=100) for month in monthly(FIRST + 12)]
    single = [
        bridge(month=month, window=1, retained_revenue=430.0 + (month * 7) % 5, closing_customers=100)
        for month in monthly(FIRST + 1)
    ]
    found = figure(data(tmp_path, customer_windows=yearly + single), "gross_revenue_retention")
    assert found.verdict.word == "as_usual"
    assert found.limits is None


# Series and band


def test_the_series_ends_with_the_period(tmp_path: Path) -> None:
    found = data(tmp_path, answers=[row for month in monthly() for row in answers({10: 48, 0: 16}, month=month)])
    short = figure(found).series
    assert (len(short.months), short.months[0], short.months[-1]) == (24, LAST - 23, LAST)
    august = closing("month", LAST - 1, Calendar())
    assert figure(found, period=august).series.months[-1] == LAST - 1
    whole = read(found, "nps", view(), SETTINGS, whole=True).series
    assert (whole.months[0], whole.months[-1]) == (FIRST, LAST)
    assert set(whole.values) == {50}


def test_months_with_fewer_answers_get_wider_limits(tmp_path: Path) -> None:
    rows = [row for month in monthly() for row in answers({10: 960 + 32 * (month % 3), 0: 320}, month=month)]
    rows = [row for row in rows if row["month"] != LAST] + answers({10: 20, 0: 12})
    band = figure(data(tmp_path, answers=rows)).limits
    assert band is not None
    assert (band.first, band.last) == (LAST - 20, LAST - 9)  # the whole of 2025
    assert band.high[-1] - band.low[-1] > 2 * (band.high[-2] - band.low[-2])


def test_limits_are_locked_before_what_they_judge(tmp_path: Path) -> None:
    usual = {month: wobbling(month) for month in monthly()}
    name = "first_contact_resolution"
    before = figure(data(tmp_path / "a", cases=census(usual)), name).limits
    after = figure(data(tmp_path / "b", cases=census(usual | {LAST: 0.9})), name).limits
    assert before is not None
    assert after is not None
    assert np.array_equal(before.high, after.high)
    assert (before.signals, after.signals) == ((), (LAST,))


# What holds for any rows

places = st.sampled_from(["North", "South", None])
cell = st.tuples(places, places, st.integers(LAST - 4, LAST), st.integers(0, 10), st.integers(1, 50))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cell, min_size=1, max_size=30, unique_by=lambda row: row[:4]))
def test_the_whole_is_made_of_its_parts(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[Any, ...]]) -> None:
    names = ("region", "segment", "month", "score", "n")
    rows = [
        dict(zip(names, row, strict=True))
        | {"metric": "nps", "survey": "relationship", "weight": row[4], "weight_squared": row[4]}
        for row in cells
    ]
    found = data(tmp_path_factory.mktemp("any"), answers=rows)
    whole = figure(found)
    parts = [figure(found, regions=(region,)) for region in ("North", "South", NOT_GIVEN)]
    assert whole.n == sum(part.n for part in parts)
    points = math.fsum(part.value * part.n for part in parts if part.n)
    if whole.n == 0:
        assert math.isnan(whole.value)
    else:
        assert whole.value * whole.n == pytest.approx(points, abs=1e-6)
    assert all(math.isnan(part.value) == (part.n == 0) for part in parts)
    for part in (*parts, whole):
        if part.n:
            assert -100 <= part.estimate.low <= part.value <= part.estimate.high <= 100
    assert figure(found, regions=("North", "South", NOT_GIVEN)).n == whole.n
