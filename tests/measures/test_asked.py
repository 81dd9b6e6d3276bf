"""Thumbs, up or down: a share beside CSAT where they are asked, and no word of them where they are not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import Fold, Row, Table
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features.feature import features
from dashboard.features.feeds import fed_by
from dashboard.measures import MEASURES, read
from dashboard.measures.asked import standing_of_measure, unasked
from dashboard.measures.leading import led
from dashboard.periods import Calendar, closing
from dashboard.refresh.doctor import examine, inspect, reads
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.data_health.datasets import control_totals
from dashboard.words.formats import Formats
from tests import companies
from tests.features.companies import withheld

THUMBS = MEASURES["thumbs"]
LAST = companies.FIRST + companies.MONTHS - 1
YEAR = closing("year", LAST, Calendar())
ASKED = (
    "update survey_responses set metric = 'thumbs', score = score % 2 where metric = 'ces'",
    "create table targets as select 'thumbs' as metric, date '2026-02-01' as month, 0.9 as target",
    "create table benchmarks as select 'thumbs' as metric, 'Panel' as source, date '2026-01-31' as as_of, 0.8 as value",
)


class Asking:
    """A company, changed in its warehouse, and the snapshot of it."""

    def __init__(self, root: Path, *statements: str) -> None:
        self.warehouse = root / "warehouse.duckdb"
        companies.build(self.warehouse)
        companies.change(self.warehouse, *statements)
        self.settings: Settings = companies.settings(root, self.warehouse, snapshots=root / "snapshots")
        self.snapshot: Snapshot = refresh(self.settings, report=lambda _: None)
        self.data = Data(self.snapshot)

    def question(self) -> Question:
        return Question(self.data, View(None, None, YEAR, None), led(self.data, self.settings))

    def beside_csat(self) -> tuple[list[str], list[str]]:
        """What stands on the scorecard of customers, and by region."""
        (scorecard,) = features()["O2"].blocks(self.question())
        (fold,) = features()["O10"].blocks(self.question())
        assert isinstance(scorecard, Row)
        assert isinstance(fold, Fold)
        tables = [one for one in (*scorecard.blocks, *fold.content()) if isinstance(one, Table)]
        found = {one.head.name: [row[0].text for row in one.rows] for one in tables}
        return found["O2.customer"], found["O10.region"]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(self.warehouse, read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    return Asking(tmp_path_factory.mktemp("asking"), *ASKED)


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    return Asking(tmp_path_factory.mktemp("silent"))


def test_the_share_of_thumbs_up_is_what_plain_sql_counts(asking: Asking) -> None:
    counted = asking.rows(
        "select region, count(*), avg(score) from survey_responses join customers using (customer_id) "
        "where metric = 'thumbs' and responded_at >= '2025-03-01' and responded_at < '2026-03-01' group by region"
    )
    assert len(counted) == 3
    for region, n, share in counted:
        view = View((str(region) if region else "not given",), None, YEAR, None)
        found = read(asking.data, "thumbs", view, asking.settings)
        assert found.n == n
        assert found.value == pytest.approx(share)
        assert 0 <= found.estimate.low < found.value < found.estimate.high <= 1


def test_it_stands_beside_csat_with_its_target_and_benchmark(asking: Asking) -> None:
    for names in asking.beside_csat():
        assert names.index("Thumbs up") == names.index("CSAT, top two boxes") + 1
        assert "Effort, easy" not in names[: names.index("Thumbs up")]
    found = read(asking.data, "thumbs", asking.question().view, asking.settings)
    assert found.target is not None
    assert (found.target.value, found.target.status) == (0.9, "missed")
    assert found.benchmark is not None
    assert found.benchmark.value == 0.8
    assert "Thumbs up" in fed_by(["answers"], asking.settings, unasked=unasked(asking.snapshot.manifest))
    assert "thumbs " in control_totals(asking.snapshot.manifest.tables["survey_responses"], Formats())


def test_its_answers_come_out_even_in_every_dataset(asking: Asking) -> None:
    manifest = asking.snapshot.manifest
    assert manifest.datasets["answers"].state == "published"
    told = {f"{one.check}/{one.scope}": one.passed for one in manifest.findings if one.scope == "thumbs"}
    assert told["answers.n.control_total/thumbs"]
    assert told["survey_responses.score.range/thumbs"]
    assert all(one.passed for one in manifest.findings if one.check.endswith((".classes", ".outcome", ".answers")))


def test_the_doctor_calls_them_good_and_a_refresh_publishes_them(asking: Asking) -> None:
    examined = inspect(asking.settings)
    assert [line for line in examine(examined) if line.table == "survey_responses" and line.verdict == "wrong"] == []
    assert "answers" in reads(examined)[0]


def test_where_nothing_else_is_asked_they_lead(asking: Asking, tmp_path: Path) -> None:
    others = "select response_id from survey_responses where metric <> 'thumbs'"
    alone = Asking(tmp_path, *ASKED, *(
        f"delete from {table} where response_id in ({others})" for table in ("response_themes", "survey_responses")
    ))  # fmt: skip
    assert led(alone.data, alone.settings).leading_measure == "thumbs"
    assert led(asking.data, asking.settings).leading_measure == "nps"


def test_where_nobody_is_asked_nothing_is_said_of_them(silent: Asking) -> None:
    manifest = silent.snapshot.manifest
    assert unasked(manifest) == {"thumbs"}
    assert standing_of_measure(silent.data, THUMBS).state == "not_connected"
    assert standing_of_measure(silent.data, MEASURES["csat"]).state == "published"
    assert not any("Thumbs up" in names for names in silent.beside_csat())
    assert "Thumbs up" not in fed_by(["answers"], silent.settings, unasked=unasked(manifest))
    assert "thumbs" not in control_totals(manifest.tables["survey_responses"], Formats())
    assert not any(one.check.endswith("control_total") and one.scope == "thumbs" for one in manifest.findings)


def test_nor_where_answers_are_withheld(silent: Asking, asking: Asking) -> None:
    states = {
        company: standing_of_measure(Data(withheld(company.snapshot, "answers")), THUMBS).state
        for company in (silent, asking)
    }
    assert states == {silent: "not_connected", asking: "withheld"}


@pytest.mark.parametrize(("off", "state"), [(2, "published"), (40, "withheld")])
def test_a_few_scores_that_are_no_thumbs_are_set_aside_and_many_stop_them(tmp_path: Path, off: int, state: str) -> None:
    some = f"select response_id from survey_responses where metric = 'thumbs' order by response_id limit {off}"
    wrong = f"update survey_responses set score = 2 where response_id in ({some})"
    company = Asking(tmp_path, *ASKED, wrong)
    manifest = company.snapshot.manifest
    assert manifest.datasets["answers"].state == state
    (told,) = [one for one in manifest.failed() if one.check == "survey_responses.score.range"]
    assert told.sentence.startswith(
        f"survey_responses: {off} answers have a score outside 0 to 1 (thumbs), for example 2"
    )
    lines = [line for line in examine(inspect(company.settings)) if line.column == "score"]
    assert [line.verdict for line in lines] == ["good" if state == "published" else "wrong"]
    if state == "withheld":
        assert "a thumb is 1 (up) or 0 (down)" in told.action
        assert unasked(manifest) == frozenset()
