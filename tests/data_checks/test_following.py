"""One finding a cause: a query is blamed only where what it reads is right, and what follows is told with its cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.refresh.run import refresh
from dashboard.snapshots.manifest import Manifest
from data_checks.finding import Finding
from data_checks.following import told_once
from tests import companies


def found(check: str, *datasets: str, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "kind": "extract" if ".extract." in check else "source", "severity": "critical", "passed": False,
        "action": "Mend it.", **changes,
    }  # fmt: skip
    return Finding(check, values.pop("kind"), check.split(".")[0], observed="", expected="", sentence="It is wrong.",
                   datasets=datasets, **values)  # fmt: skip


KEY = found("survey_responses.key", "answers", "theme_pairs")
CODED = found("theme_pairs.coded", "themed_answers", "theme_pairs", kind="identity")
GRAIN = found("answers.extract.grain", "answers")


def test_what_follows_from_rows_that_are_wrong_is_told_with_them() -> None:
    source, late = told_once([KEY], [CODED, GRAIN, found("tasks.extract.grain", "tasks")])
    assert [finding.check for finding in late] == ["tasks.extract.grain"]
    assert source[0].action == (
        "Mend it. 2 checks of what is read from it fail with it: answers.extract.grain, theme_pairs.coded."
    )


@pytest.mark.parametrize(
    ("cause", "late"),
    [
        (found("survey_responses.key", "answers", severity="warning"), GRAIN),
        (found("survey_responses.key", "answers", passed=True, action=""), GRAIN),
        (KEY, found("answers.extract.scale", "answers")),
        (KEY, found("answers.query", "answers", kind="connection")),
        (KEY, found("cases.extract.grain", "cases")),
    ],
    ids=["marked alone", "passed", "of its own", "a query that failed", "of another table"],
)
def test_what_does_not_follow_is_a_finding_of_its_own(cause: Finding, late: Finding) -> None:
    assert told_once([cause], [late]) == ([cause], [late])


def test_a_repeated_key_is_one_finding_and_all_counts_agree(tmp_path: Path) -> None:
    """One questionnaire, three scores, one id: mentions are then counted for each of them."""
    companies.build(tmp_path / "warehouse.duckdb")
    companies.change(
        tmp_path / "warehouse.duckdb",
        "insert into survey_responses select * replace (5 as score) from survey_responses where metric <> 'nps'",
    )
    lines: list[str] = []
    manifest = refresh(companies.settings(tmp_path, tmp_path / "warehouse.duckdb"), report=lines.append).manifest
    (failed,) = manifest.failed("critical")
    assert failed.check == "survey_responses.key"
    assert " of what is read from it fail" in failed.action
    assert _counted(lines) == (len(manifest.findings), len(manifest.failed("critical", "warning")))
    assert {entry.name for entry in withheld(manifest)} >= {"answers", "theme_pairs", "theme_clusters"}


def withheld(manifest: Manifest) -> list[Any]:
    return [entry for entry in manifest.datasets.values() if entry.state == "withheld"]


def _counted(lines: list[str]) -> tuple[int, int]:
    """Return how many checks the lines of a refresh tell of, and how many of them failed."""
    told = [line.split(": ")[1].split() for line in lines if line.startswith("Checked the ")]
    return sum(int(words[0]) for words in told), sum(int(words[2]) for words in told)
