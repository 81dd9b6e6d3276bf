"""Money behind the Top Ten: beside plain SQL, by a pencil, and where too little is known to tell of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.top_ten.money import money
from dashboard.measures import top_ten
from dashboard.measures.themes.risk import AtRisk, Risk, at_risk
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.statistics import Difference
from dashboard.words.top_ten import risk as words
from tests.features.companies import asked, not_connected, withheld
from tests.published import LAST, Q3, Rows, data, view

# Who brought something in a month, with segment and tenure, whether they named one of the themes in the three months up
# to it, and whether they were gone a year later.
CUSTOMERS = """
    with paid as (select customer_id, month, sum(amount) as amount from revenue group by 1, 2 having sum(amount) > 0),
    since as (
        select customer_id, min(month) as first, (select min(month) from paid) as records from paid group by 1
    ),
    read as (
        select a.customer_id, a.response_id
        from survey_responses a
        where a.metric = 'nps' and a.journey_stage is null and a.score between 0 and 10
            and a.responded_at >= $begins and a.responded_at < $ends
            and coalesce(a.coded, trim(a.comment) <> '', false)
    )
    select
        c.segment,
        case
            when months >= 36 then 'long'
            when c.acquired_on is null and s.first = s.records then 'not known'
            when months >= 12 then 'some'
            else 'new'
        end as tenure,
        p.amount,
        exists (
            select 1 from read r join response_themes t using (response_id)
            where r.customer_id = p.customer_id and list_contains($themes, t.theme_id) and t.sentiment is distinct from 1
        ) as named,
        not exists (
            select 1 from paid l where l.customer_id = p.customer_id and l.month = p.month + interval 12 month
        ) as gone
    from paid p join since s using (customer_id) left join customers c using (customer_id),
    lateral (
        select date_diff('month', case when c.acquired_on < s.records then c.acquired_on else s.first end, p.month)
            as months
    ) l
    where p.month = $month and p.customer_id in (select customer_id from read)
        and ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
"""  # noqa: E501
Customer = tuple[str | None, str, float, bool, bool]


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def customers(raw: duckdb.DuckDBPyConnection, month: int, themes: Iterable[str], **place: str | None) -> list[Customer]:
    found = raw.execute(CUSTOMERS, {
        "begins": first_day(month - 2), "ends": first_day(month + 1), "month": first_day(month),
        "themes": list(themes), **place,
    })  # fmt: skip
    return found.fetchall()


def by_hand(now: list[Customer], then: list[Customer], least_n: int) -> tuple[float, float, float, float, float, float]:
    """Return customers, what they bring, those behind the excess, the excess and its error, each stratum by itself."""
    exposed = [one for one in now if one[3]]
    sides = [[one for one in then if one[3] is named] for named in (True, False)]
    parts = []
    for stratum in {one[:2] for one in exposed}:
        within = [[one for one in side if one[:2] == stratum] for side in sides]
        if all(within):
            shares = [np.mean([one[4] for one in side]) for side in within]
            softened = [(sum(one[4] for one in side) + 0.5) / (len(side) + 1) for side in within]
            spread = sum(p * (1 - p) / len(side) for p, side in zip(softened, within, strict=True))
            parts.append((sum(one[2] for one in exposed if one[:2] == stratum), shares[0] - shares[1], spread))
    known = parts and min(map(len, sides)) >= least_n
    whole = sum(brings for brings, _, _ in parts)
    excess = sum(brings * moved for brings, moved, _ in parts) / whole if known else math.nan
    error = math.sqrt(sum(brings**2 * spread for brings, _, spread in parts)) / whole if known else math.nan
    brought = sum(one[2] for one in exposed)
    named, others = map(len, sides)
    return len(exposed), brought, named, others, float(excess), error


def told(one: Risk) -> tuple[float, ...]:
    excess, error = (math.nan, math.nan) if one.excess is None else (one.excess.value, one.excess.standard_error)
    return one.customers, one.revenue, one.named, one.others, excess, error


@pytest.mark.parametrize("back", [0, 7])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Mid-market"), ("DACH", "Mid-market")]
)
def test_on_the_demo_company_it_is_what_plain_sql_and_sums_by_hand_make(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, back: int, region: str | None, segment: str | None
) -> None:
    regions, segments = ((one,) if one else None for one in (region, segment))
    period = closing("month", demo.manifest.last_month - back, Calendar())
    asked_for = view(regions=regions, segments=segments, period=period, against=None)
    question = asked(demo, settings, view=asked_for)
    themes = top_ten(question.data, asked_for, settings)
    found = at_risk(question.data, asked_for, settings, themes)
    assert found is not None
    assert [one.theme_id for one in found.themes] == [theme.theme_id for theme in themes.ten]
    month, place = period.last, {"region": region, "segment": segment}
    known = 0
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        for one in (*found.themes, found.union):
            names = [one.theme_id] if one.theme_id else [theme.theme_id for theme in themes.ten]
            now, then = (customers(raw, at, names, **place) for at in (month, month - 12))
            assert told(one) == pytest.approx(by_hand(now, then, settings.least_n), nan_ok=True)
            assert found.read == len(now)
            known += one.excess is not None
    assert known or asked_for.filtered
    assert found.union.customers <= sum(one.customers for one in found.themes)


def row(month: int, themes: int, **sums: Any) -> dict[str, Any]:
    return {"month": month, "metric": "nps", "segment": "SMB", "tenure": "new", "themes": themes, **sums}


NUMBERED = [{"theme_id": "bills", "number": 0}, {"theme_id": "queues", "number": 1}, {"theme_id": "wait", "number": 2}]
NOW = [row(LAST, 1, customers=30, revenue=300.0), row(LAST, 5, customers=20, revenue=700.0),
       row(LAST, 2, customers=50, revenue=100.0)]  # fmt: skip
THEN = [
    row(LAST - 12, 1, customers=60, revenue=1.0, followed=60, lost=18),
    row(LAST - 12, 5, customers=40, revenue=1.0, followed=40, lost=12),
    row(LAST - 12, 2, customers=100, revenue=1.0, followed=100, lost=10),
]
"""Of a hundred who had named bills, thirty were gone; of a hundred who had not, ten."""


def themes(*names: str) -> dict[str, Rows]:
    """Return answers by which these themes cost points: those who name one are detractors, all others promoters."""
    own = [
        {"month": month, "metric": "nps", "mention_a": name, "mention_b": name, "n": 40, "weight": 40.0,
         "weight_squared": 40.0, "y": -40.0, "y_squared": 40.0}
        for month in (LAST - 2, LAST - 12) for name in names
    ]  # fmt: skip
    read = [
        {"month": month, "metric": "nps", "coded": 1, "n": 400, "weight": 400.0, "weight_squared": 400.0,
         "y": 400.0 - 80.0 * len(names), "y_squared": 400.0}
        for month in (LAST - 2, LAST - 12)
    ]  # fmt: skip
    return {"theme_pairs": own, "themed_answers": read}


def question(folder: Path, risk: Rows, *names: str, **changes: Any) -> Question:
    rows = {**themes(*names), "theme_risk": risk, "numbered_themes": NUMBERED}
    settings = Settings(as_of=None, **changes)
    return Question(data(folder, **rows), view(period=Q3, against=None), settings)


def shown(asked_for: Question) -> Table:
    (table,) = money.blocks(asked_for)
    assert isinstance(table, Table)
    return table


def test_a_pencil_and_a_customer_of_two_themes_once(tmp_path: Path) -> None:
    """Both themes: 30 of 100 gone beside 10 of 100, so 20 points of the 1,000 that fifty customers bring, once each."""
    table = shown(question(tmp_path, [*NOW, *THEN], "bills", "wait"))
    assert [cell.text for cell in table.column("theme")] == ["bills", "wait", "Any of the two"]
    assert [cell.text for cell in table.column("exposed")] == ["€1,000", "€700", "€1,000"]
    assert [cell.note for cell in table.column("exposed")] == ["50 customers", "20 customers", "50 customers"]
    assert [cell.muted for cell in table.column("exposed")] == [False, True, False]
    assert [cell.text for cell in table.column("excess")] == ["+20.0 points", "+12.5 points", "+20.0 points"]
    assert [cell.text for cell in table.column("loss")] == ["€200", "€87.50", "€200"]
    assert table.column("theme")[0].link == "theme:bills"
    # The error of shares of .3 and .1, of a hundred customers each, with a half added to either side.
    error = math.sqrt(sum(p * (1 - p) / 100 for p in (30.5 / 101, 10.5 / 101)))
    low, high = (0.2 - 1.959964 * error, 0.2 + 1.959964 * error)
    assert (1000 * low, 1000 * high) == pytest.approx((91.95, 308.05), abs=0.005)
    assert table.column("excess")[0].note == f"+{100 * low:.1f} to +{100 * high:.1f} · 100 of 200 named it"
    assert table.column("loss")[0].note == "€91.95 to €308"
    assert table.head.title == (
        "€1,000 a month comes from customers who named one of the two; they left more often than like customers, by "
        "20.0 points: €200 (€91.95 to €308) expected lost"
    )
    assert any("grade C" in note and "nothing here shows a cause" in note for note in table.head.notes)


def test_like_is_compared_with_like(tmp_path: Path) -> None:
    """Within each segment as many leave, though crude shares differ: 40 of 100 and 15 of 100."""
    mixed = [
        row(LAST - 12, 1, customers=80, followed=80, lost=40), row(LAST - 12, 2, customers=20, followed=20, lost=10),
        row(LAST - 12, 1, segment="Large", customers=20, followed=20, lost=2),
        row(LAST - 12, 2, segment="Large", customers=80, followed=80, lost=8),
    ]  # fmt: skip
    table = shown(question(tmp_path, [*NOW, row(LAST, 1, segment="Large", customers=9, revenue=9.0), *mixed], "bills"))
    assert table.column("excess")[0].text == "0.0 points"
    assert table.head.title.endswith("that more of them leave than of like customers cannot be told from chance")


def test_what_has_not_matured_is_exposed_alone(tmp_path: Path) -> None:
    table = shown(question(tmp_path, [*NOW, *({**one, "followed": 0, "lost": 0} for one in THEN)], "bills"))
    assert [column.name for column in table.columns] == ["theme", "exposed"]
    assert table.head.title == (
        "€1,000 a month comes from customers who named it: no year since such a window is on record to tell what of it "
        "is lost"
    )
    assert table.head.notes == ("Exposed revenue is what these customers bring, and no loss.",)
    assert "excess" not in table.head.subtitle


def test_too_few_a_year_before_have_no_loss(tmp_path: Path) -> None:
    few = [{**one, "customers": 14, "followed": 14, "lost": 4} for one in THEN]
    table = shown(question(tmp_path, [*NOW, *few], "bills"))
    assert {(cell.text, cell.note) for cell in table.column("excess")} == {("–", words.TOO_FEW)}
    assert [cell.text for cell in table.column("loss")] == ["–", "–"]
    assert "too few were followed" in table.head.title


def test_of_very_few_customers_nothing_is_told(tmp_path: Path) -> None:
    table = shown(question(tmp_path, [row(LAST, 1, customers=9, revenue=9.0), *THEN], "bills"))
    assert table.head.instead.startswith("9 customers here named one of them")
    assert table.rows == ()


def test_of_windows_of_another_length_nothing_is_told(demo: Snapshot, settings: Settings, tmp_path: Path) -> None:
    longer = settings.model_copy(update={"theme_window_months": 6})
    table = shown(asked(demo, longer))
    assert table.head.instead.startswith("Of the 6 months to")
    early = question(tmp_path, [*NOW, *THEN], "bills")
    nothing = replace(early.view, period=closing("month", early.data.months[0] - 1, Calendar()))
    assert money.blocks(replace(early, view=nothing)) == ()


def test_without_the_data_it_says_why(demo: Snapshot, settings: Settings) -> None:
    (block,) = money.blocks(asked(withheld(demo, "theme_risk"), settings))
    assert block.head.standing is not None
    assert block.head.standing.state == "withheld"
    assert not block.head.shown


def test_what_is_not_connected_is_not_on_the_page(demo: Snapshot, settings: Settings) -> None:
    assert money.blocks(asked(not_connected(demo, "theme_risk", "numbered_themes"), settings)) == ()


def test_single_sales_are_of_as_many_months_as_a_buyer_is_active() -> None:
    one = Risk("", "", 40, 1000, 50, 50, Difference(-0.1, 0.02, -0.14, -0.06, -5, 0.0))
    found = AtRisk((one, one), one, (LAST - 2, LAST), (LAST - 14, LAST - 12), 100)
    told_so = words.title(found, Settings(as_of=None, revenue_kind="sales", active_months=3))
    assert told_so == (
        "€1,000 in 3 months comes from customers who named one of the two; they left less often than like customers, "
        "by 10.0 points"
    )
