"""The mappings of real data: what their READMEs say of them, counted again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from dashboard.configuration import load
from dashboard.warehouse import PROJECT, Warehouse, connect
from queries.contract import CONTRACT
from queries.datasets import BY_NAME
from queries.extract import Parameters, compose, missing, shape
from queries.source import Source

DATA = PROJECT.parent / "shared" / "data"
MAPPINGS = PROJECT / "queries" / "mappings"
NAMES = ("olist", "nhs_fft")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data are not there: {DATA} does not exist")


class Mapped:
    """A mapping, its warehouse, and its tables as the contract has them."""

    def __init__(self, name: str, warehouse: Warehouse) -> None:
        self.name = name
        self.warehouse = warehouse
        with warehouse.engine.connect() as connection:
            self.source = Source.inspect(connection, MAPPINGS / name)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the tables of the contract."""
        ctes = ",\n".join(self.source.contract_ctes(self.source.tables))
        return [tuple(row.values()) for row in self.warehouse.arrow(f"with {ctes}\n{query}").to_pylist()]

    def extract(self, dataset: str) -> pa.Table:
        """Ask a dataset for the months of the mapping's settings."""
        settings = load_mapping(self.name)
        first, last = settings.months(settings.today())
        values = Parameters(first, last, first, settings.active_months).values()
        return shape(self.warehouse.arrow(compose(self.source, BY_NAME[dataset]), values), BY_NAME[dataset])


def load_mapping(name: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORTHSTAR_MAPPING", str(MAPPINGS / name))
        return load(PROJECT)


@contextmanager
def mapped(name: str) -> Iterator[Mapped]:
    settings = load_mapping(name)
    with connect("duckdb:///:memory:", timezone=settings.timezone) as warehouse:
        yield Mapped(name, warehouse)


@pytest.fixture(scope="module")
def olist() -> Iterator[Mapped]:
    with mapped("olist") as found:
        yield found


@pytest.fixture(scope="module")
def nhs() -> Iterator[Mapped]:
    with mapped("nhs_fft") as found:
        yield found


@pytest.fixture(params=NAMES)
def either(request: pytest.FixtureRequest) -> Mapped:
    return request.getfixturevalue({"olist": "olist", "nhs_fft": "nhs"}[request.param])  # type: ignore[no-any-return]


def test_every_select_runs_and_names_only_columns_of_the_contract(either: Mapped) -> None:
    assert either.source.strays == ()
    for name, table in either.source.tables.items():
        assert table.error is None
        assert set(table.columns) <= {column.name for column in CONTRACT[name].columns}
        assert not [c.name for c in CONTRACT[name].columns if c.required and c.name not in table.columns]


def test_keys_are_unique(either: Mapped) -> None:
    for name in either.source.tables:
        key = ", ".join(CONTRACT[name].key)
        if key:
            assert either.rows(f"select {key} from {name} group by {key} having count(*) > 1") == [], name


def test_every_dataset_that_can_be_asked_brings_rows(either: Mapped) -> None:
    ready = [name for name, dataset in BY_NAME.items() if not missing(either.source, dataset)]
    assert len(ready) >= 4
    # Work that knows no departments is not handed from one to another.
    steps = either.source.tables.get("journey_steps")
    none = {"hand_offs"} if steps is not None and "department_id" not in steps.columns else set()
    # Nor are answers told by labels that none of them has.
    if not {"department_id", "channel"} & set(either.source.tables["survey_responses"].columns):
        none |= {"answers_by_label", "clusters_by_label"}
    # Money is told by labels of the company's own alone, and no mapping names any.
    none |= {"customer_windows_by_label", "revenue_by_label"}
    # Who is asked about journeys alone says nothing of the relationship.
    if "journey_stage" in either.source.tables["survey_responses"].columns and either.name == "olist":
        none |= {"stage_moments"}
    assert {name for name in ready if either.extract(name).num_rows == 0} == none & {*ready}


@pytest.mark.parametrize("name", NAMES)
def test_its_settings_are_its_own(name: str) -> None:
    settings = load_mapping(name)
    assert settings.leading_measure == "csat"
    assert settings.company
    assert settings.as_of is not None
    assert settings.first_month is not None


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_readme_that_names_its_tables(name: str) -> None:
    text = (MAPPINGS / name / "README.md").read_text(encoding="utf-8")
    assert [file.stem for file in (MAPPINGS / name).glob("*.sql") if file.stem not in text] == []


ALL_REVIEWS = """
    from read_parquet('../shared/data/olist/order_reviews.parquet') reviews
    join read_parquet('../shared/data/olist/order_sample_weight.parquet') weights using (order_id)
    join read_parquet('../shared/data/olist/orders.parquet') orders using (order_id)
"""
MEANS = "avg(review_score), sum(review_score * sample_weight) / sum(sample_weight)"
LATE = "order_delivered_customer_date > order_estimated_delivery_date"


def rounded(*values: float) -> list[float]:
    return [round(value, 2) for value in values]


def test_olist_reviews_have_to_be_weighted(olist: Mapped) -> None:
    ((count, plain, weighted),) = olist.rows(f"select count(*), {MEANS} {ALL_REVIEWS}")
    assert (count, *rounded(plain, weighted)) == (8225, 3.27, 4.07)
    ((count, plain, weighted),) = olist.rows(
        "select count(*), avg(score), sum(score * weight) / sum(weight) from survey_responses"
    )
    assert (count, *rounded(plain, weighted)) == (8165, 3.27, 4.07)


def test_olist_reviews_in_the_cube_have_the_same_mean(olist: Mapped) -> None:
    answers = olist.extract("answers").to_pandas()
    assert round((answers["score"] * answers["weight"]).sum() / answers["weight"].sum(), 2) == 4.07
    assert answers["weight"].sum() > 10 * answers["n"].sum()


def test_olist_late_and_on_time(olist: Mapped) -> None:
    by_time = {late: (count, *rounded(*means)) for late, count, *means in olist.rows(
        f"select {LATE} as late, count(*), {MEANS} {ALL_REVIEWS} group by {LATE}")}  # fmt: skip
    assert by_time[True] == (419, 2.50, 2.50)
    assert by_time[False] == (4819, 4.28, 4.28)
    days = "cast(order_delivered_customer_date as date) > cast(order_estimated_delivery_date as date)"
    delivered = f"{ALL_REVIEWS} where order_status = 'delivered' group by {days}"
    by_day = dict(olist.rows(f"select {days} as late, round(avg(review_score), 2) {delivered}"))
    assert (by_day[True], by_day[False]) == (2.17, 4.28)


def test_olist_reviews_of_late_and_timely_journeys_keep_those_means(olist: Mapped) -> None:
    """The same through the mapping: reviews joined to the last step of their order."""
    means = dict(
        olist.rows("""
        select s.completed_at > s.promised_at as late, sum(r.score * r.weight) / sum(r.weight) as mean
        from survey_responses r
        join journey_steps s on s.stage = 'Deliver' and r.response_id like '%-' || s.journey_id
        where s.completed_at is not null
        group by late
    """)
    )
    assert rounded(means[True], means[False]) == [2.50, 4.28]


def test_olist_undelivered_orders_are_thinned_to_the_share_of_the_delivered(olist: Mapped) -> None:
    ((orders, undelivered),) = olist.rows("""
        select count(*), sum(case when delivered = 0 then 1 else 0 end)
        from (select journey_id, count(case when stage = 'Deliver' then completed_at end) as delivered
              from journey_steps group by journey_id)
    """)
    assert orders > 5000
    never_cancelled = 99441 - 625
    true_share = (2338 + 8 * 18.653905645784995) / never_cancelled  # 8 'delivered' orders have no date of delivery
    assert float(undelivered / orders) == pytest.approx(true_share, abs=0.005)
    journeys = olist.extract("journeys").to_pandas()
    assert 0.85 < journeys["on_time"].sum() / journeys["due"].sum() < 0.93


def test_olist_keys_and_people(olist: Mapped) -> None:
    assert olist.rows(
        "select count(*) - count(distinct review_id), count(distinct review_id || order_id)" + ALL_REVIEWS
    ) == [(34, 8225)]
    assert olist.rows("select count(*), count(region) from customers") == [(8016, 8016)]
    assert olist.rows(
        "select count(*) from survey_responses where customer_id not in (select customer_id from customers)"
    ) == [(0,)]
    assert olist.rows("select count(*) from revenue where customer_id not in (select customer_id from customers)") == [
        (0,)
    ]
    paid_twice = "select count(*) from (select 1 from revenue group by customer_id, month having count(*) > 1) x"
    assert olist.rows(paid_twice) == [(0,)]


def test_olist_nothing_happens_after_the_day_taken_for_today(olist: Mapped) -> None:
    for table, column in (
        ("survey_responses", "responded_at"),
        ("journey_steps", "completed_at"),
        ("revenue", "month"),
    ):
        ((latest,),) = olist.rows(f"select cast(max({column}) as date) from {table}")
        assert latest < date(2018, 9, 1)


def test_nhs_a_respondent_is_counted_once_on_a_scale_turned_round(nhs: Mapped) -> None:
    raw = "read_parquet('../shared/data/nhs_fft/comments.parquet')"
    assert nhs.rows(f'select count(*), count(distinct "Respondent ID") from {raw}') == [(7908, 4466)]
    answers = f'select "FFT categorical answer", count(distinct "Respondent ID") from {raw} group by 1'
    by_answer = {int(answer): count for answer, count in nhs.rows(answers)}
    by_score = dict(nhs.rows("select score, count(*) from survey_responses group by score"))
    assert by_score == {6 - answer: by_answer[answer] for answer in range(1, 6)}
    assert by_answer[6] + by_answer[7] == 239
    assert sum(by_score.values()) == 4227


def test_nhs_dates_are_read_the_one_way_that_keeps_the_order_of_respondents(nhs: Mapped) -> None:
    assert nhs.rows(
        "select cast(min(responded_at) as date), cast(max(responded_at) as date) from survey_responses"
    ) == [(date(2021, 4, 1), date(2022, 9, 30))]
    backwards = nhs.rows("""
        select department_id, sum(case when responded_at < before then 1 else 0 end)
        from (
            select department_id, responded_at, lag(responded_at) over (
                partition by department_id order by cast(regexp_extract(response_id, '[0-9]+$') as int)) as before
            from survey_responses where region = 'NEAS')
        group by department_id
    """)
    assert dict(backwards) == {"111": 0, "PTS - Patient Transport": 0, "See and Convey": 0}
    assert nhs.rows("""
        select response_id, cast(responded_at as date) from survey_responses
        where response_id in ('NEAS S&C 2199', 'NEAS S&C 2369', 'NEAS S&C 68') order by response_id
    """) == [
        ("NEAS S&C 2199", date(2021, 10, 3)), ("NEAS S&C 2369", date(2021, 10, 17)), ("NEAS S&C 68", date(2021, 4, 1)),
    ]  # fmt: skip


def test_nhs_themes_belong_to_answers_that_were_read(nhs: Mapped) -> None:
    assert nhs.rows("select count(*) from themes") == [(48,)]
    orphans = "select count(*) from response_themes t left join survey_responses r using (response_id) where {}"
    assert nhs.rows(orphans.format("r.response_id is null")) == [(0,)]
    assert nhs.rows(orphans.format("not r.coded")) == [(0,)]
    assert nhs.rows("select count(*) from response_themes where theme_id not in (select theme_id from themes)") == [
        (0,)
    ]
    ((read, unread),) = nhs.rows(
        "select sum(case when coded then 1 else 0 end), sum(case when coded then 0 else 1 end) from survey_responses"
    )
    assert (read + unread, unread > 200) == (4227, True)
    assert nhs.rows("select count(*) from survey_responses where comment like '%Did not answer%'") == [(0,)]


def test_nhs_services_units_and_trusts(nhs: Mapped) -> None:
    assert nhs.rows(
        "select count(*), sum(case when name like '%' || chr(160) || '%' then 1 else 0 end) from departments"
    ) == [(6, 0)]
    lost = "select count(*) from survey_responses where department_id not in (select department_id from departments)"
    assert nhs.rows(lost) == [(0,)]
    assert {row[0] for row in nhs.rows("select distinct region from survey_responses")} == {"NEAS", "NHFT"}
    assert nhs.rows("select count(*) from survey_responses where segment in ('', '5', 'Unknown')") == [(0,)]
