"""Checks on a company's own scales: what is off them, and what is of another one."""

from __future__ import annotations

import pyarrow as pa

from data_checks import business_suite, contract_suite
from data_checks.identities import identity_findings
from data_checks.reach import Reach
from data_checks.restating import sides_of
from data_checks.tables import Day, Readable
from queries.contract import CONTRACT
from queries.scales import STANDARD, Scale, Scales
from queries.source import Source
from tests.data_checks.audits import NOW

OWN = Scales(csat=Scale(1, 10, 8))
TODAY = Day(NOW.date(), NOW)


def checks_of(table: str, scales: Scales) -> dict[str, str]:
    readable = Readable(table, "", "", CONTRACT[table].columns, True, scales=scales)
    suites = (contract_suite, business_suite)
    checks = [check for suite in suites for check in suite.row_checks(readable, _reach(), TODAY)]
    return {check.key: check.expected + " | " + check.action for check in checks}


def _reach() -> Reach:
    return Reach.over(Source("duckdb", {}))


def test_a_score_is_looked_at_on_its_scale_and_the_remedy_names_the_setting() -> None:
    own, usual = (checks_of("survey_responses", scales) for scales in (OWN, STANDARD))
    assert own["survey_responses.score.range/csat"].startswith("every score of csat lies in 1 to 10")
    assert "under [scales], csat = [1, 10]" in usual["survey_responses.score.range/csat"]
    assert "no NPS" in usual["survey_responses.score.range/nps"]
    assert not any("exclude" in said for said in (*own.values(), *usual.values()) if "score" in said)


def test_so_is_what_a_case_was_given() -> None:
    own, usual = (checks_of("support_cases", scales)["support_cases.csat.range"] for scales in (OWN, STANDARD))
    assert own.startswith("every csat lies in 1 to 10 |")
    assert usual.startswith("every csat lies in 1 to 5 | If this is asked on another scale")


def test_a_benchmark_of_the_usual_scale_is_found_beside_another() -> None:
    assert [name for name in checks_of("benchmarks", OWN) if "other_scale" in name] == ["benchmarks.other_scale_csat"]
    assert not [name for name in checks_of("benchmarks", STANDARD) if "other_scale" in name]


def test_what_counts_from_the_scores_is_what_themes_explain_on_the_scale() -> None:
    answers = {"month": [1, 1], "region": ["N", "N"], "segment": ["S", "S"], "metric": ["csat", "csat"],
               "survey": ["journey", "journey"], "score": [7, 8], "n": [3, 2], "weight": [3.0, 2.0],
               "weight_squared": [3.0, 2.0]}  # fmt: skip
    themed = {"month": [1], "region": ["N"], "segment": ["S"], "metric": ["csat"], "coded": [1], "n": [5],
              "weight": [5.0], "weight_squared": [5.0], "y": [2.0], "y_squared": [2.0]}  # fmt: skip
    tables = {"answers": pa.table(answers), "themed_answers": pa.table(themed)}
    for scales, broken in ((OWN, set()), (STANDARD, {"answers.classes", "themed_answers.outcome"})):
        found = identity_findings(tables, one_run=True, scales=scales)
        assert {finding.check for finding in found if not finding.passed} == broken


def test_what_a_theme_restates_is_said_in_the_scale_s_scores() -> None:
    assert sides_of("csat", OWN) == {"high": "8 to 10", "not high": "1 to 7"}
    assert sides_of("csat", replace_ces(OWN)) == sides_of("csat", OWN)


def replace_ces(scales: Scales) -> Scales:
    return scales._replace(ces=Scale(0, 1, 1))
