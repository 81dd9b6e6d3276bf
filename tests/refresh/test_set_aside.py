"""A refresh of a company with a few bad rows: its figures are published without them, and marked where they touch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard.data.standing import Ground
from dashboard.refresh import console
from dashboard.refresh.run import refresh
from dashboard.snapshots.store import Snapshot
from dashboard.words.trust import mark
from tests import companies
from tests.manifests import finding

MONTH = companies.FIRST + 3
TWO = (
    "update survey_responses set score = 11 where response_id = '202404-0'",
    "insert into survey_responses select * replace (8 as score) from survey_responses where response_id = '202404-3'",
)


class Kept:
    """A company whose warehouse goes wrong, and the snapshots of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.warehouse = root, root / "warehouse.duckdb"
        companies.build(self.warehouse)

    def refresh(self, **changes: Any) -> Snapshot:
        return refresh(companies.settings(self.root, self.warehouse, **changes), report=lambda _: None)


def count(snapshot: Snapshot) -> int:
    answers = snapshot.table("answers")
    assert answers is not None
    return sum(answers.column("n").to_pylist())


def test_a_few_bad_rows_are_left_out_and_marked_and_a_third_holds_back_the_figures(tmp_path: Path, capsys: Any) -> None:
    kept = Kept(tmp_path)
    companies.change(kept.warehouse, *TWO)
    snapshot = kept.refresh()
    manifest = snapshot.manifest
    answers = companies.MONTHS * 20
    assert (manifest.datasets["answers"].state, count(snapshot)) == ("published", answers - 1)
    assert (manifest.tables["survey_responses"].rows, manifest.tables["survey_responses"].set_aside) == (answers - 1, 2)
    failed = manifest.failed()
    assert {finding.check for finding in failed} == {"survey_responses.score.range", "survey_responses.key"}
    assert mark(failed, Ground(("answers",), (MONTH, MONTH)))[0] == "2 rows set aside"
    assert mark(failed, Ground(("theme_risk",), None))[0] == "2 rows set aside", "whatever reads the table is marked"
    assert mark(failed, Ground(("answers",), (MONTH + 1, MONTH + 12)))[0] == ""
    assert mark(failed, Ground(("tasks",), None))[0] == ""

    again = kept.refresh()
    assert again.manifest.datasets["answers"].sha256 == manifest.datasets["answers"].sha256
    companies.change(kept.warehouse, "update survey_responses set score = null where response_id = '202401-0'")
    beyond = kept.refresh().manifest
    assert beyond.datasets["answers"].state == "carried_over"
    assert {finding.check for finding in beyond.failed("critical")} == {
        "survey_responses.score.range", "survey_responses.key", "survey_responses.score.null",
    }  # fmt: skip
    console.print_findings(beyond, beyond.failed("critical"))
    told = capsys.readouterr().out
    assert told.count("Until then the last good figures are shown.") == 3


def test_values_and_rows_that_are_left_out_are_marked_as_what_they_are() -> None:
    ground = Ground(("cases",), (MONTH, MONTH))
    rows = finding("cases", severity="warning", set_aside={"2024-04": 2, "2024-05": 1})
    values = finding("cases", severity="warning", check="t.value", values_aside={"2024-04": 1, "all": 1})
    assert mark([rows, values], ground)[0] == "2 rows and 2 values set aside"
    assert mark([values], ground)[0] == "2 values set aside"
    assert mark([values, finding("cases", severity="warning", check="t.other")], ground)[0] == (
        "1 check failed, 2 values set aside"
    )


def test_where_no_version_is_good_none_is_promised(tmp_path: Path, capsys: Any) -> None:
    kept = Kept(tmp_path)
    companies.change(kept.warehouse, *TWO)
    manifest = kept.refresh(set_aside_share=0.0).manifest
    assert "No earlier version of it is good." in manifest.datasets["answers"].reasons
    console.print_findings(manifest, manifest.failed("critical"))
    told = capsys.readouterr().out
    assert "last good" not in told
    assert "Until then what stands on it is withheld." in told
