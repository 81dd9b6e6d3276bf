"""Who answers for a theme: a department, several together, or nobody that is known."""

from __future__ import annotations

from pathlib import Path

from dashboard.data.question import Question
from dashboard.features.top_ten.rows import kinds, themes_of
from dashboard.measures.themes.register import OWNERS, theme_records, unseen
from dashboard.words.top_ten.themes import top_ten_title
from tests.measures.themes.test_top_ten import TWO, themed
from tests.published import SETTINGS, Rows, data, view

REGISTERS = {"theme_stages": [], "tasks": [], "departments": [{"department_id": "care", "name": "Care"}]}
UNOWNED: Rows = [{"theme_id": "a", "name": "Waiting"}, {"theme_id": "b", "name": "Invoices"}]


def test_a_theme_without_department_is_shared_by_those_who_have_a_part_or_a_sponsor(tmp_path: Path) -> None:
    themes: Rows = [*UNOWNED, {"theme_id": "c", "name": "Calls", "sponsor": "Ana"}]
    parts: Rows = [{"theme_id": "a", "department_id": "care", "share": 1.0}]
    found = data(tmp_path, themes=themes, theme_departments=parts, **REGISTERS)
    owners = {theme_id: record.owner for theme_id, record in theme_records(found).items()}
    assert owners["b"] is None
    assert [owner.cross_lob for owner in (owners["a"], owners["c"]) if owner is not None] == [True, True]
    assert OWNERS not in unseen(found)


def test_where_no_theme_has_a_department_none_is_said_to_belong_to_several(tmp_path: Path) -> None:
    found = data(tmp_path, **themed(TWO), themes=UNOWNED, **REGISTERS)
    themes = themes_of(Question(found, view(), SETTINGS))
    assert OWNERS in unseen(found)
    assert len(themes.ten) == 2
    assert "line of business" not in top_ten_title(themes, SETTINGS)
    assert kinds(themes) == ()
