"""On PostgreSQL the audits say the same, word for word, of the same rows: sound, and damaged in many places."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy

from dashboard.warehouse import connect
from tests.data_checks.audits import Audited, audit, audit_tables, damaged, extract, failed, said
from tests.data_checks.faults import PLANTED, planted
from tests.engine_table import proves
from tests.engines import copy_to_postgres


def test_a_sound_company_is_found_to_be_the_same(demo_postgres: str, sound: Audited) -> None:
    found, profile = audit(demo_postgres, sound.profile, full=True)
    assert said(found) == said(sound.source)
    assert profile.tables["revenue"].months.keys() == sound.profile.tables["revenue"].months.keys()
    assert said(audit_tables(extract(demo_postgres), profile, sound.tables)) == said(sound.extracts)


@proves("audits", "DuckDB", "PostgreSQL")
@proves("findings", "PostgreSQL")
@proves("findings", "DuckDB", how="held to")
def test_faults_are_found_to_be_the_same(
    demo_warehouse: Path, postgres_url: str, sound: Audited, tmp_path: Path
) -> None:
    file = damaged(demo_warehouse, tmp_path, *planted())
    here, _ = audit(f"duckdb:///{file}", sound.profile)
    there, _ = audit(copy_to_postgres(file, postgres_url, "damaged"), sound.profile)
    assert len(failed(here)) >= len(PLANTED)
    assert said(there) == said(here)


def test_the_audit_writes_nothing(demo_postgres: str, sound: Audited) -> None:
    audit(demo_postgres, sound.profile, only=("survey_responses", "response_themes"), full=False)
    with connect(demo_postgres) as warehouse, warehouse.engine.connect() as connection:
        temporary = "select count(*) from pg_class where relpersistence = 't'"
        assert connection.execute(sqlalchemy.text(temporary)).scalar() == 0
        assert connection.execute(sqlalchemy.text("show transaction_read_only")).scalar() == "on"
