"""Who is speaking, and whose score it is: beside plain SQL, and as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Block, Table
from dashboard.data.question import Question
from dashboard.features.customers.speaking import heard_by_place, who_is_speaking
from dashboard.features.customers.voices import how_asked, whose_score
from dashboard.features.feature import Feature
from dashboard.measures.customers.speaking import coverage
from dashboard.measures.customers.voices import modes, voices
from dashboard.periods import Calendar, Kind, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, everything
from tests.features.customers.test_bucket import first_day
from tests.published import FIRST, LAST, Q3_BEFORE, Rows, answers, data, view

THIN = "\u202f"

COVERED = """
    with there as (
        select customer_id, amount from revenue left join customers c using (customer_id)
        where month = $now and amount > 0
            and ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
    ),
    asked as (
        select customer_id, max(delivered::integer) as reached from survey_invitations
        where invited_on >= $since and invited_on < $until group by 1
    ),
    heard as (
        select distinct customer_id, 1 as heard from survey_responses
        where responded_at >= $since and responded_at < $until
    )
    select count(*), sum(amount),
        count(*) filter (reached is not null), count(*) filter (reached = 1), count(*) filter (heard = 1),
        coalesce(sum(amount) filter (heard = 1), 0)
    from there left join asked using (customer_id) left join heard using (customer_id)
"""
LEFT = """
    with months as (select distinct month from revenue where month between $first and $now),
    before as (
        select m.month, r.customer_id,
            exists (from revenue n where n.customer_id = r.customer_id and n.month = m.month) as stays
        from months m join revenue r on r.month = m.month - interval 1 month
        left join customers c using (customer_id)
        where ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
    ),
    said as (
        select b.month, b.customer_id, b.stays, (
            select arg_max(score, responded_at) from survey_responses s
            where s.customer_id = b.customer_id and metric = 'nps' and journey_stage is null
                and responded_at < b.month and responded_at >= b.month - interval 12 month
        ) as score
        from before b where not stays or b.month = $now
    )
    select stays, count(*), count(score),
        100.0 * (count(*) filter (score >= 9) - count(*) filter (score <= 6)) / nullif(count(score), 0)
    from said group by stays order by stays
"""
PLACES = [(None, None), ("DACH", None), (None, "Small business"), ("NA", "Mid-market")]


@pytest.mark.parametrize(("kind", "back"), [("quarter", 0), ("month", 7), ("year", 14)])
@pytest.mark.parametrize(("region", "segment"), PLACES)
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: Kind, back: int,
    region: str | None, segment: str | None,
) -> None:  # fmt: skip
    period = closing(kind, demo.manifest.last_month - back, Calendar())
    regions, segments = ((one,) if one else None for one in (region, segment))
    asked_for = view(regions=regions, segments=segments, period=period, against=None)
    found, told = (
        coverage(asked(demo, settings).data, asked_for),
        voices(asked(demo, settings).data, asked_for, settings),
    )
    assert found is not None
    assert told.parted is not None
    place = {"region": region, "segment": segment, "now": first_day(period.last)}
    span = {"since": first_day(period.last - 11), "until": first_day(period.last + 1)}
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        expected = raw.execute(COVERED, place | span).fetchone()
        left = raw.execute(LEFT, place | {"first": first_day(period.first)}).fetchall()
    now = found.now
    assert (now.customers, now.revenue, *now.of_customers, now.of_revenue[-1]) == pytest.approx(expected)
    sides = [(told.parted.gone, False), (told.parted.stayed, True)]
    assert [
        (stayed, one.customers, one.estimate.n, None if one.estimate.n == 0 else one.estimate.value)
        for one, stayed in sides if one.customers
    ] == [pytest.approx(row) for row in left]  # fmt: skip


COVERAGE: dict[str, Any] = {
    "month": LAST, "window": 12, "region": "North", "segment": "Large", "customers": 200, "asked": 150, "reached": 140,
    "answered": 96, "revenue": 1000.0, "asked_revenue": 900.0, "reached_revenue": 880.0, "answered_revenue": 630.0,
}  # fmt: skip


def blocks(folder: Path, declared: Feature, settings: Settings | None = None, /, **changes: Any) -> tuple[Block, ...]:
    asked_for = {name: changes.pop(name) for name in ("period", "against", "regions") if name in changes}
    return declared.blocks(Question(data(folder, **changes), view(**asked_for), settings or Settings(as_of=None)))


def table(folder: Path, declared: Feature, settings: Settings | None = None, /, **changes: Any) -> Table:
    found = [one for one in everything(blocks(folder, declared, settings, **changes)) if isinstance(one, Table)]
    assert found
    return found[-1]


def texts(shown: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in shown.rows]


def test_coverage_as_it_is_written(tmp_path: Path) -> None:
    before = COVERAGE | {"month": LAST - 12, "customers": 300, "asked": 270, "reached": 240, "answered": 120}
    shown = table(tmp_path, who_is_speaking, coverage=[COVERAGE, before])
    assert shown.head.title == f"48.0{THIN}% of customers answered in a year; they bring 63.0{THIN}% of revenue"
    assert shown.head.subtitle == "all of Test · 200 customers in Sep 2026 · within 12 months"
    assert texts(shown) == [
        ["All customers", "200", "", "€1,000", ""],
        ["Asked", "150", f"75.0{THIN}%", f"90.0{THIN}%", f"90.0{THIN}%"],
        ["Reached", "140", f"70.0{THIN}%", f"88.0{THIN}%", f"80.0{THIN}%"],
        ["Answered", "96", f"48.0{THIN}%", f"63.0{THIN}%", f"40.0{THIN}%"],
    ]


def test_where_nobody_keeps_invitations_only_answers_are_told(tmp_path: Path) -> None:
    nobody = {"asked": 0, "reached": 0, "asked_revenue": 0.0, "reached_revenue": 0.0}
    shown = table(tmp_path, who_is_speaking, coverage=[COVERAGE | nobody], against=None)
    assert [row[0] for row in texts(shown)] == ["All customers", "Answered"]
    assert "before" not in [column.name for column in shown.columns]


def test_shorter_windows_stand_in_and_few_or_none_are_said(tmp_path: Path) -> None:
    early = FIRST + 4
    rows = [COVERAGE | {"month": early, "window": 3}]
    at = {"period": closing("month", early, Calendar()), "against": None}
    assert "answered in three months" in table(tmp_path / "a", who_is_speaking, coverage=rows, **at).head.title
    before = {"period": closing("month", FIRST, Calendar()), "against": None}
    assert "not followed" in table(tmp_path / "b", who_is_speaking, coverage=rows, **before).head.instead
    few = table(tmp_path / "c", who_is_speaking, coverage=[COVERAGE | {"customers": 7}]).head
    assert few.instead.startswith("7 customers here, fewer than the 30")


def test_by_place_the_least_heard_comes_first(tmp_path: Path) -> None:
    south = COVERAGE | {"region": "South", "answered": 20}
    rows = [COVERAGE, south, COVERAGE | {"region": "West", "customers": 5, "answered": 1}]
    shown = table(tmp_path, heard_by_place, coverage=rows)
    assert [row[:4] for row in texts(shown)] == [
        ["South", "200", "20", f"10.0{THIN}%"], ["West", "5", "1", "fewer than 30"],
        ["North", "200", "96", f"48.0{THIN}%"], ["Large", "405", "117", f"28.9{THIN}%"],
    ]  # fmt: skip
    (fold,) = blocks(tmp_path / "fold", heard_by_place, coverage=rows)
    assert fold.head.subtitle.startswith(f"least heard: South, 10.0{THIN}% of its customers")


ANSWERED = answers({9: 100, 7: 80, 3: 20})


def last_said(gone: int, *counts: float) -> Rows:
    said = ("detractor", "passive", "promoter", "silent")
    return [
        {"month": LAST - back, "region": "North", "segment": "Large", "gone": gone, "said": one, "customers": number}
        for one, number in zip(said, counts, strict=True) for back in ((0, 1, 2) if gone else (0,))
    ]  # fmt: skip


def test_bounds_and_leavers_as_the_worked_example_has_them(tmp_path: Path) -> None:
    """200 of 1000 answer with a score of 40: the whole lies in −72 to 88, and the silent at −10 bring it to 0."""
    invited = [{"month": LAST, "metric": "nps", "sent": 1100, "delivered": 1000, "answered": 200}]
    left = [*last_said(1, 20, 10, 10, 4), *last_said(0, 100, 200, 300, 50)]
    shown = table(tmp_path, whose_score, answers=ANSWERED, invitations=invited, last_answers=left, against=None)
    found = {row[0].text: row for row in shown.rows}
    assert found["Those who answered"][1].text == "40.0"
    silent = found["Everybody surveyed"]
    assert (silent[1].text, silent[0].note) == (
        "−72.0 to 88.0", f"20.0{THIN}% of 1,000 surveys answered; the silent at −10.0 bring it to 0",
    )  # fmt: skip
    assert (found["Left in Q3 2026"][1].text, found["Stayed"][1].text) == ("−25.0", "33.3")
    assert found["Left in Q3 2026"][0].note.startswith("of 132 customers · 58.3 points below those who stayed (")
    assert shown.head.title == "Those who left had last scored 58.3 points below those who stayed"


def test_where_only_answers_are_known_only_they_are_told(tmp_path: Path) -> None:
    shown = table(tmp_path / "a", whose_score, answers=ANSWERED)
    assert [row[0].text for row in shown.rows] == ["Those who answered"]
    assert shown.head.title == "The score is of those who answered"
    few = table(tmp_path / "b", whose_score, answers=answers({9: 12}))
    assert few.head.instead.startswith("12 answers here, fewer than the 30")
    part = [*last_said(1, 2, 0, 1, 40), *last_said(0, 10, 20, 30, 50)]
    shown = table(tmp_path / "c", whose_score, answers=ANSWERED, last_answers=part)
    assert [row[1].text for row in shown.rows] == ["40.0", "fewer than 30 answers", "33.3"]
    csat = Settings(as_of=None, leading_measure="csat")
    shown = table(tmp_path / "d", whose_score, csat, answers=answers({5: 60, 2: 40}, metric="csat"), last_answers=part)
    assert texts(shown)[0][:2] == ["Those who answered", f"60.0{THIN}%"]
    assert len(shown.rows) == 1


def asked_by(mode: str, month: int, detractors: int, passives: int, promoters: int) -> dict[str, Any]:
    n = detractors + passives + promoters
    return {
        "month": month, "metric": "nps", "survey": "relationship", "mode": mode, "coded": 0, "n": n, "weight": n,
        "weight_squared": n, "y": promoters - detractors, "y_squared": promoters + detractors,
    }  # fmt: skip


def test_a_shift_between_ways_of_asking_is_told_from_a_change_within_them(tmp_path: Path) -> None:
    """By telephone 50, by web 10, now as then; the telephone's part falls from three quarters to a quarter."""
    rows = [
        asked_by("phone", LAST, 20, 10, 70), asked_by("web", LAST, 90, 90, 120),
        asked_by("phone", LAST - 12, 60, 30, 210), asked_by("web", LAST - 12, 30, 30, 40),
    ]  # fmt: skip
    told = answers({9: 190, 7: 100, 3: 110}), answers({9: 250, 7: 60, 3: 90}, month=LAST - 12)
    datasets = {"answers": [*told[0], *told[1]], "survey_modes": rows}
    (fold,) = blocks(tmp_path, how_asked, **datasets)
    assert fold.head.subtitle == "The shift between ways of asking makes −20.0 of −20.0 points of change"
    assert [row[:3] for row in texts(table(tmp_path / "t", how_asked, **datasets))] == [
        ["web", f"75.0{THIN}%", "10.0"], ["phone", f"25.0{THIN}%", "50.0"],
    ]  # fmt: skip
    found = modes(data(tmp_path / "m", **datasets), view(against=Q3_BEFORE), Settings(as_of=None))
    assert found is not None
    assert [(one.score.n, one.share_before) for one in found.modes] == [(300, 0.25), (100, 0.75)]
    assert blocks(tmp_path / "one", how_asked, answers=told[0], survey_modes=rows[:1]) == ()


def test_months_before_answers_are_on_record_are_not_looked_back_on(tmp_path: Path) -> None:
    """Nobody is silent for a year of which four months are recorded; nor unasked before invitations are."""
    monthly = [
        COVERAGE
        | {"month": LAST - back, "window": 1, "answered": 30 if back < 4 else 0, "asked": 50 if back < 2 else 0}
        for back in range(14)
    ]
    rows = [*monthly, COVERAGE | {"answered": 60}, COVERAGE | {"window": 3, "answered": 50}]
    shown = table(tmp_path, who_is_speaking, coverage=rows)
    assert shown.head.title.startswith(f"25.0{THIN}% of customers answered in three months")
    assert [row[0] for row in texts(shown)] == ["All customers", "Answered"]
    assert "before" not in [column.name for column in shown.columns]


def test_of_few_answers_no_shift_between_ways_of_asking_is_told(demo: Snapshot, settings: Settings) -> None:
    few = settings.model_copy(update={"least_n": 10**9})
    (fold,) = how_asked.blocks(asked(demo, few))
    assert fold.head.subtitle == ""
    (enough,) = how_asked.blocks(asked(demo, settings))
    assert "makes" in enough.head.subtitle
