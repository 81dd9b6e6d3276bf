"""Bots: beside plain SQL, what was planted, and that containment never stands without who came back."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart, Sentences, Table, Tiles
from dashboard.data.question import Question
from dashboard.features.journeys.bots import how_long_to_a_person, what_the_bot_contains
from dashboard.measures.journeys.bots import Asked, Met, met
from dashboard.measures.journeys.bots import asked as asked_for
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, everything, not_connected
from tests.features.customers.test_bucket import first_day
from tests.published import LAST, Q3, Rows, data, view

CALM = Settings(as_of=None)
MET = """
    with own as (select customer_id, opened_at from support_cases where proactive is not true and opened_at < $stop)
    select channel, count(*), count(*) filter (bot_outcome = 'resolved'), count(*) filter (bot_outcome = 'escaped'),
        count(*) filter (bot_outcome = 'abandoned'),
        count(*) filter (
            bot_outcome = 'resolved' and s.customer_id is not null and opened_at <= $stop - interval 30 day),
        count(*) filter (bot_outcome = 'resolved' and opened_at <= $stop - interval 30 day and exists (
            select 1 from own o where o.customer_id = s.customer_id and o.opened_at > s.opened_at
                and o.opened_at < s.opened_at + interval 30 day))
    from support_cases s left join customers c using (customer_id)
    where bot_outcome is not null and opened_at >= $first and opened_at < $end
        and ($region is null or coalesce(s.region, c.region) = $region)
    group by 1
"""
ASKED = """
    select count(*), count(*) filter (human_reached_at < $stop),
        count(*) filter (not abandoned and (human_reached_at is null or human_reached_at >= $stop)),
        count(*) filter (abandoned and human_reached_at is null), 0
    from support_cases s left join customers c using (customer_id)
    where human_asked_at < $stop and opened_at >= $first and opened_at < $end
        and ($region is null or coalesce(s.region, c.region) = $region)
"""


@pytest.mark.parametrize("region", [None, "NA"])
@pytest.mark.parametrize("back", [0, 2, 13])
def test_what_a_bot_met_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None, back: int
) -> None:
    last = demo.manifest.last_month
    period = closing("quarter", last - back, Calendar())
    days: dict[str, Any] = {
        "first": first_day(period.first), "end": first_day(period.last + 1), "stop": first_day(last + 1),
        "region": region,
    }  # fmt: skip
    seen = view(regions=(region,) if region else None, period=period)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        by_channel = [Met(*row) for row in raw.execute(MET, days).fetchall()]
        waited = raw.execute(ASKED, days).fetchone()
    assert list(met(asked(demo, settings).data, seen)) == by_channel
    assert waited is not None
    assert asked_for(asked(demo, settings).data, seen) == Asked(*waited)


def bots(month: int, **sums: int) -> dict[str, Any]:
    return {"month": month, "channel": "chat", **sums}


def shown(folder: Path, rows: Rows) -> tuple[Any, ...]:
    return what_the_bot_contains.blocks(Question(data(folder, bot_cases=rows), view(), CALM))


def test_what_is_contained_is_never_shown_without_who_came_back(tmp_path: Path) -> None:
    (said,) = shown(tmp_path, [bots(LAST, n=100, contained=60, escaped=40)])
    assert isinstance(said, Sentences)
    assert said.head.instead.startswith("Who comes back is not known")
    assert not any(sign.isdigit() for sign in said.head.title)


def test_where_nobody_can_have_come_back_yet_it_says_so_beside_what_is_contained(tmp_path: Path) -> None:
    """Who came back is known of the year before, and of nobody in the period."""
    rows = [
        bots(LAST - 12, n=100, contained=60, escaped=40, followed=60, came_back=6),
        bots(LAST, n=100, contained=70, escaped=30),
    ]  # fmt: skip
    tiles, *_ = shown(tmp_path, rows)
    assert isinstance(tiles, Tiles)
    assert tiles.head.title.endswith("; who of those came back is not known yet")
    assert [tile.value for tile in tiles.tiles[:2]] == ["70.0\u202f%", "–"]
    assert "Who came back is known of 0 cases let go, too few to tell." in tiles.head.notes[0]


def test_one_sentence_tells_both(tmp_path: Path) -> None:
    rows = [
        bots(month, n=1000, contained=more, escaped=1000 - more, followed=more, came_back=int(more * back))
        for month in range(LAST - 40, LAST + 1)
        for more, back in [(600, 0.3) if month > LAST - 3 else (400 + month % 3, 0.1 + month % 2 / 100)]
    ]
    tiles, *_ = shown(tmp_path, rows)
    assert tiles.head.title.startswith("The bot contained 60.0\u202f% (up 19.")
    assert ", clear rise) of what it met, while 30.0\u202f% (up 19." in tiles.head.title
    assert tiles.head.title.endswith(", clear rise) of those let go came back within 30 days")


def test_months_of_which_not_all_could_be_followed_are_not_drawn(tmp_path: Path) -> None:
    rows = [bots(month, n=100, contained=60, escaped=40, followed=60, came_back=6) for month in range(LAST - 15, LAST)]
    rows.append(bots(LAST, n=100, contained=60, escaped=40, followed=1, came_back=1))
    blocks = shown(tmp_path, rows)
    (chart,) = [block for block in everything(blocks) if block.head.name == "J6.bot.bot_came_back"]
    assert isinstance(chart, Chart)
    *earlier, newest = [row["y"] for row in chart.rows()]
    assert {round(value, 6) for value in earlier if value is not None and math.isfinite(value)} == {0.1}
    assert newest is None or math.isnan(newest)
    spark = blocks[0].tiles[1].spark
    assert spark is not None
    assert math.isnan(spark.values[-1])


def test_channels_stand_beside_each_other_where_a_bot_meets_several(tmp_path: Path) -> None:
    rows = [
        bots(LAST, n=300, contained=150, escaped=100, given_up=50, followed=100, came_back=25),
        bots(LAST, n=100, contained=10, escaped=90, followed=5, came_back=5) | {"channel": "web"},
    ]  # fmt: skip
    *_, table = shown(tmp_path, rows)
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["chat", "web"]
    assert table.rows[0][2].text == "50.0\u202f% contained, 33.3\u202f% went on to people, 16.7\u202f% given up"
    assert [row[3].text for row in table.rows] == ["25.0\u202f%", "–"]
    assert table.rows[1][3].note == "of 5, too few to tell"


def test_of_few_cases_no_share_is_told(tmp_path: Path) -> None:
    (said,) = shown(tmp_path, [bots(LAST, n=8, contained=6, escaped=2, followed=6, came_back=2)])
    assert said.head.instead == "A bot met 8 cases, fewer than the 30 from which on shares are told."


def test_without_bots_nothing_is_drawn(demo: Snapshot, settings: Settings, tmp_path: Path) -> None:
    assert what_the_bot_contains.blocks(asked(not_connected(demo, "bot_cases"), settings)) == ()
    assert shown(tmp_path, []) == ()


def wait(bucket: int, **sums: int) -> dict[str, Any]:
    return {"month": LAST, "bucket": bucket, "n": sum(sums.values()), **sums}


def test_who_never_reached_a_person_is_told_and_waits_longer(tmp_path: Path) -> None:
    """Of a hundred 40 reach one within two minutes and 30 at sixteen; 30 did not in four: half only at sixteen."""
    rows = [wait(8, reached=40), wait(16, not_reached=30), wait(32, reached=30), wait(-48, gave_up=9, left_out=1)]
    (chart,) = how_long_to_a_person.blocks(Question(data(tmp_path, human_waits=rows), view(), CALM))
    assert isinstance(chart, Chart)
    assert chart.head.title.startswith("Half of those who asked for a person and stayed reached one within 15.")
    assert chart.head.notes == (
        "110 asked for a person: 70 reached one; 30 had not when their case was resolved, or still wait; 9 left "
        "before anybody came, and are not in the median; 1 have times that cannot be.",
    )


def test_where_few_asked_for_a_person_their_wait_is_not_told(tmp_path: Path) -> None:
    (chart,) = how_long_to_a_person.blocks(Question(data(tmp_path, human_waits=[wait(8, reached=4)]), view(), CALM))
    assert "4 customers asked for a person, fewer than the 30" in chart.head.instead
    (nobody,) = how_long_to_a_person.blocks(
        Question(data(tmp_path / "2", human_waits=[wait(8, reached=40) | {"month": LAST - 9}]), view(), CALM)
    )
    assert nobody.head.instead == f"Nobody is known to have asked for a person in {Q3.label}."
