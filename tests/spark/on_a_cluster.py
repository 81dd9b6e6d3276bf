"""The demo company on a Spark cluster: the same answers, the same findings, and what happens when a part of it dies.

    make test-spark

It is no part of `make test`: it takes minutes, Java and a package of 400 MB. Its name keeps it out of that. Cores and
time are this machine's; nothing here measures speed.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy
from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError

from dashboard.blocks import strings
from dashboard.features.feature import features
from dashboard.refresh import doctor
from dashboard.refresh.run import RefreshError, check, refresh
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Snapshot, Store
from dashboard.warehouse import Warehouse, WarehouseError, connect
from queries.datasets import BY_NAME, Dataset
from queries.extract import compose
from queries.source import Source
from tests.conftest import settings_for
from tests.data_checks.audits import Audited, audit, damaged, failed, said
from tests.data_checks.faults import PLANTED, planted
from tests.engine_table import proves
from tests.features.companies import asked
from tests.queries.alike import ANSWERS_OF_NPS, PARAMETERS, ask, ask_of_a_mapping, differences, source_of
from tests.queries.files.test_literals import HARD
from tests.spark.cluster import Cluster, cluster, load

pytestmark = pytest.mark.timeout(2400)
"""Seconds. A whole refresh takes five minutes there: a machine that is eight times slower, or busy, still passes."""

HEAVIEST = "theme_pairs"
"""The dataset whose query reads most rows."""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("spark"), workers=2) as running:
        yield running


@pytest.fixture(scope="module")
def demo_spark(spark: Cluster, demo_warehouse: Path) -> str:
    return load(spark, demo_warehouse)


@pytest.fixture(scope="module")
def duck(demo_warehouse: Path, demo_spark: str) -> Iterator[Warehouse]:
    assert demo_spark, "the file is copied before it is held open"
    with connect(f"duckdb:///{demo_warehouse}", timezone="Europe/Berlin") as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def distributed(demo_spark: str) -> Iterator[Warehouse]:
    with connect(demo_spark, timezone="Europe/Berlin") as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def sources(duck: Warehouse, distributed: Warehouse) -> dict[str, Source]:
    return {"duck": source_of(duck), "spark": source_of(distributed)}


def on(url: str, warehouse: Path, store: Path) -> Settings:
    return settings_for(warehouse, store).model_copy(update={"warehouse_url": SecretStr(url), "demo_file": None})


def test_the_same_tables_are_offered(sources: dict[str, Source]) -> None:
    here, there = ({name: dict(one.columns) for name, one in sources[key].tables.items()} for key in ("duck", "spark"))
    assert there == here


@proves("queries", "Spark SQL")
@proves("extract", "Spark SQL")
@pytest.mark.parametrize("dataset", BY_NAME.values(), ids=BY_NAME)
def test_the_same_answer(dataset: Dataset, duck: Warehouse, distributed: Warehouse, sources: dict[str, Source]) -> None:
    here, there = ask(duck, sources["duck"], dataset), ask(distributed, sources["spark"], dataset)
    assert here.num_rows > 0
    assert differences(here, there) == {}


def test_a_sound_company_is_found_to_be_the_same(demo_spark: str, sound: Audited) -> None:
    found, _ = audit(demo_spark, sound.profile, full=True)
    assert said(found) == said(sound.source)


def test_doctor_says_the_same(demo_spark: str, demo_warehouse: Path, tmp_path: Path) -> None:
    own = settings_for(demo_warehouse, tmp_path)
    here, there = (doctor.inspect(settings) for settings in (own, on(demo_spark, demo_warehouse, tmp_path)))
    assert doctor.examine(there) == doctor.examine(here)
    assert doctor.reads(there) == doctor.reads(here)


def test_check_through_a_mapping_says_the_same(demo_spark: str, demo_warehouse: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping"
    mapping.mkdir()
    (mapping / "survey_responses.sql").write_text(ANSWERS_OF_NPS, "utf-8")
    here, there = (
        check(settings.model_copy(update={"mapping": mapping}), report=lambda _: None)
        for settings in (settings_for(demo_warehouse, tmp_path), on(demo_spark, demo_warehouse, tmp_path))
    )
    assert [(one.check, one.severity, one.passed) for one in there.findings] == [
        (one.check, one.severity, one.passed) for one in here.findings
    ]
    assert {name: (one.state, one.rows) for name, one in there.datasets.items()} == {
        name: (one.state, one.rows) for name, one in here.datasets.items()
    }


@proves("audits", "Spark SQL")
@proves("findings", "Spark SQL")
def test_faults_are_found_to_be_the_same(spark: Cluster, demo_warehouse: Path, sound: Audited, tmp_path: Path) -> None:
    file = damaged(demo_warehouse, tmp_path, *planted())
    here, _ = audit(f"duckdb:///{file}", sound.profile)
    there, _ = audit(load(spark, file, "damaged"), sound.profile)
    assert len(failed(here)) >= len(PLANTED)
    assert said(there) == said(here)


@proves("mapping", "Spark SQL")
def test_a_mapping_is_read_on_it(duck: Warehouse, distributed: Warehouse, tmp_path: Path) -> None:
    here, there = (ask_of_a_mapping(one, tmp_path / "mapping") for one in (duck, distributed))
    assert here.num_rows > 0
    assert differences(here, there) == {}


def test_each_cursor_has_the_companys_zone_and_no_value_becomes_the_servers(distributed: Warehouse) -> None:
    with distributed.engine.connect() as connection:
        for _ in range(2):
            assert connection.execute(sqlalchemy.text("select current_timezone()")).scalar_one() == "Europe/Berlin"
            for value in ("${env:HOME} ${spark.master}", *HARD):
                beside = sqlalchemy.text("select 'type\\:vip, 10 %', :value")  # what looks like a parameter is none
                assert connection.execute(beside, {"value": value}).one() == ("type:vip, 10 %", value)


def test_a_cursor_that_nobody_closed_takes_no_answer_of_another(distributed: Warehouse) -> None:
    """The garbage collector finds it between another's question and its answer."""
    with distributed.engine.connect() as connection:
        for number in range(20):
            connection.exec_driver_sql("select 1 union all select 2").fetchone()
            gc.collect()
            assert connection.exec_driver_sql(f"select {number}").scalar_one() == number


def test_a_query_over_its_limit_is_given_up(demo_spark: str) -> None:
    endless = "select count(*) from range(100000000) a cross join range(100000) b where a.id + b.id < 0"
    with connect(demo_spark, time_limit_seconds=5) as warehouse, pytest.raises(WarehouseError, match="than 5 seconds"):
        warehouse.arrow(endless)


def test_the_heaviest_query_adds_up_on_each_worker_and_then_together(
    spark: Cluster, distributed: Warehouse, sources: dict[str, Source]
) -> None:
    query = compose(sources["spark"], BY_NAME[HEAVIEST])
    plan = "\n".join(distributed.arrow(f"explain {query}", PARAMETERS.values()).column(0).to_pylist())
    assert "partial_sum" in plan
    assert "Exchange hashpartitioning" in plan
    ask(distributed, sources["spark"], BY_NAME[HEAVIEST])
    log = spark.said("thrift")
    assert all(f"executor {number}, partition" in log for number in (0, 1))


def test_a_worker_that_dies_in_a_refresh_loses_nothing(
    spark: Cluster, demo_spark: str, demo_warehouse: Path, demo_store: Path, tmp_path: Path
) -> None:
    """The other takes over its work: what is published is what a cluster in health, or DuckDB, gives, on every page."""

    def kill_one(line: str) -> None:
        if " rows in " in line and len(spark.workers) == 2:
            spark.kill("worker2")

    manifest = refresh(on(demo_spark, demo_warehouse, tmp_path), report=kill_one).manifest
    assert len(spark.workers) == 1
    here, there = Store(demo_store).current(), Store(tmp_path).current()
    assert {name: one.state for name, one in manifest.datasets.items()} == {
        name: one.state for name, one in here.manifest.datasets.items()
    }
    for name, entry in here.manifest.datasets.items():
        if entry.state == "published":
            assert differences(here.table(name), there.table(name)) == {}, name
    settings = settings_for(demo_warehouse, tmp_path)
    assert pages(there, here.manifest, settings) == pages(here, here.manifest, settings)


def pages(snapshot: Snapshot, like: Manifest, settings: Settings) -> dict[str, list[str]]:
    """Return all that every page says but for Data health, which tells of the source; of a moment and company alike."""
    alike = {"created_at": like.created_at, "company": like.company, "demo": like.demo}
    told = replace(snapshot, manifest=snapshot.manifest.model_copy(update=alike))
    shown = [feature for feature in features().values() if feature.page != "data_health"]
    return {feature.id: list(strings(feature.blocks(asked(told, settings)))) for feature in shown}


def test_what_a_server_did_not_say_to_its_end_is_no_answer(
    spark: Cluster, demo_spark: str, demo_warehouse: Path, demo_store: Path, tmp_path: Path
) -> None:
    """The server dies in a refresh, and between the rows of an answer: the last good numbers stay, with a sentence."""
    store = tmp_path / "store"
    shutil.copytree(demo_store, store, symlinks=True)
    before = Store(store).current_id()
    with connect(demo_spark) as warehouse, warehouse.engine.connect() as connection:
        rows = connection.exec_driver_sql("select id from range(300000)")
        assert len(rows.fetchmany(10)) == 10

        def kill_it(line: str) -> None:
            if "tables of the contract" in line:
                spark.kill("thrift")

        with pytest.raises((RefreshError, WarehouseError), match=r"does not answer|cannot be reached"):
            refresh(on(demo_spark, demo_warehouse, store), report=kill_it)
        with pytest.raises(SQLAlchemyError):
            rows.fetchall()
    assert Store(store).current_id() == before
    with pytest.raises(WarehouseError, match="cannot be reached"), connect(demo_spark):
        pass
