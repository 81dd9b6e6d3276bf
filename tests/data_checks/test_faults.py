"""Every planted fault is caught by the checks that are meant to, stops what stands on it, and is said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_checks.audits import Audited, audit, audit_tables, damaged, extract, failed, stopped
from tests.data_checks.faults import FAULTS, WATCHED, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_caught_stops_what_stands_on_it_and_is_said_in_words(
    fault: Fault, demo_warehouse: Path, sound: Audited, tmp_path: Path
) -> None:
    file = damaged(demo_warehouse, tmp_path, *fault.plant)
    findings, _ = audit(f"duckdb:///{file}", None if fault.first_run else sound.profile, only=fault.among)
    if fault.extracted:
        tables = extract(f"duckdb:///{file}", fault.extracted)
        known = {(finding.check, finding.scope) for finding in sound.extracts if not finding.passed}
        findings += [one for one in audit_tables(tables, None) if (one.check, one.scope) not in known]

    found = failed(findings)
    assert {check: finding.severity for check, finding in found.items()} == dict(fault.caught)
    assert stopped(findings) & set(WATCHED) == set(fault.stops)
    sentence = found[next(iter(fault.caught))].sentence if fault.caught else ""
    assert all(part in sentence for part in fault.says), sentence
    assert all(finding.action.endswith((".", ".)")) for finding in found.values())


def test_the_sound_company_fails_no_critical_check(sound: Audited) -> None:
    grave = [finding.sentence for finding in sound.findings if finding.stops]
    assert not grave
    assert stopped(sound.findings) == set()


def test_the_oddities_of_the_sound_company_are_marked(sound: Audited) -> None:
    warned = failed(sound.findings)
    ledger = warned["revenue.ledger/closed months"]
    assert ledger.severity == "warning"
    assert "more than the ledger" in ledger.sentence
