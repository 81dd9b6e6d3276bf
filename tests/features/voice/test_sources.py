"""Where feedback comes from: by a pencil, and with the source that is left waiting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.feature import Feature
from dashboard.features.voice.sources import what_about, where_from, whom_it_hears
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.language import THIN
from tests.features.companies import asked, not_connected
from tests.published import FIRST, LAST, SETTINGS, Rows, data, view

THEMES: Rows = [{"theme_id": "T1", "name": "Waiting"}]
EVERY_MONTH = range(FIRST, LAST + 1)


def heard(n: int, named: int = 0, kind: str = "survey", source: str = "", month: int = LAST, **place: Any) -> Any:
    return {"month": month, "kind": kind, "source": source, "n": n, "named": named, **place}


def comments(n: int, source: str = "letter", month: int = LAST, **more: Any) -> Any:
    return {"month": month, "source": source, "n": n, **more}


def tables(declared: Feature, folder: Path, *, asked_for: Any = None, **datasets: Rows) -> list[Table]:
    known = data(folder, **datasets)
    return [one for one in declared.blocks(Question(known, view(**(asked_for or {})), SETTINGS))
            if isinstance(one, Table)]  # fmt: skip


def texts(table: Table) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(filter(None, (cell.text, cell.note, cell.remark, cell.pill.word if cell.pill else ""))) for cell in row]
        for row in table.rows
    ]


def test_the_source_that_is_left_waiting_is_named(demo: Snapshot, settings: Settings) -> None:
    """The planted event: what people write on social media is answered late, or never."""
    (table,) = where_from.blocks(asked(demo, settings))
    assert isinstance(table, Table)
    (note,) = table.head.notes
    assert note.startswith("Comments by “social media” are answered in time the least: ")
    told = {row[0].text: row[-1] for row in table.rows}
    assert told["Review"].note == "no answer is on record"
    assert told["Surveys"].text == "–"


def test_what_is_told_of_each_source(tmp_path: Path) -> None:
    rows = [heard(60, 45), heard(30, 3, "case"), heard(10, 5, "comment", "letter")]
    (table,) = tables(
        where_from, tmp_path, heard=rows,
        feedback=[comments(6, theme_id="T1", noted=6, due=5, answered=4, in_time=3), comments(4, noted=4)],
    )  # fmt: skip
    assert table.head.title == f"60.0{THIN}% of 100 times heard came by surveys"
    assert [column.name for column in table.columns] == ["source", "heard", "change", "known", "themed", "in_time"]
    begun = ("–", "on record since Sep 2026")
    assert texts(table) == [
        [("Surveys",), ("60", f"60.0{THIN}%"), begun, (f"75.0{THIN}%", "45 of 60"), ("–",), ("–",)],
        [("Support cases",), ("30", f"30.0{THIN}%"), begun, (f"10.0{THIN}%", "3 of 30"), ("–",), ("–",)],
        [("Letter",), ("10", f"10.0{THIN}%"), begun, ("5 of 10",), ("6 of 10",), ("3 of 5", "1 has no answer")],
    ]


def test_where_answers_and_themes_are_not_kept_they_are_not_told(tmp_path: Path) -> None:
    """Never answered is nothing that a missing column says."""
    (table,) = tables(where_from, tmp_path, heard=[heard(9, kind="comment", source="letter")], feedback=[comments(9)])
    assert [column.name for column in table.columns] == ["source", "heard", "change", "known"]
    assert table.head.notes == ()


def test_of_comments_of_the_last_days_nobody_knows_yet(tmp_path: Path) -> None:
    rows = [heard(9, kind="comment", source=source) for source in ("letter", "review", "event")]
    feedback = [
        comments(9, noted=9),
        comments(9, "review", noted=9, due=9, in_time=9, answered=9),
        comments(9, "event"),
    ]
    (table,) = tables(where_from, tmp_path, heard=rows, feedback=feedback)
    told = {row[0].text: (row[-1].text, row[-1].note, row[-1].remark) for row in table.rows}
    assert told == {
        "Letter": ("–", "the 7 days are not over", ""), "Review": ("9 of 9", "", ""),
        "Event": ("–", "no answer is on record", ""),
    }  # fmt: skip


def test_no_rise_is_told_of_what_was_begun_to_be_kept(tmp_path: Path) -> None:
    steady = [heard(100 + month % 3, month=month) for month in EVERY_MONTH]
    begun = [heard(500, kind="comment", source="forum", month=LAST - at) for at in range(3)]
    (table,) = tables(where_from, tmp_path, heard=[*steady, *begun])
    changes = {row[0].text: row[2] for row in table.rows}
    assert changes["Forum"].note == "on record since Jul 2026"
    assert changes["Surveys"].pill is not None
    assert "clearly" not in table.head.title


def test_a_clear_rise_is_told_with_its_verdict(tmp_path: Path) -> None:
    rows = [heard((100 + month % 3) * (3 if month > LAST - 3 else 1), month=month) for month in EVERY_MONTH]
    (table,) = tables(where_from, tmp_path, heard=rows)
    assert table.head.title.endswith("came by surveys, which clearly rose")
    assert table.rows[0][2].pill is not None
    assert table.rows[0][2].pill.word == "clear rise"


def test_filters_are_followed(tmp_path: Path) -> None:
    rows = [heard(60, region="North"), heard(30, region="South"), heard(10, kind="case", region="South")]
    (table,) = tables(where_from, tmp_path, heard=rows, asked_for={"regions": ("South",)})
    assert [(row[0].text, row[1].text) for row in table.rows] == [("Surveys", "30"), ("Support cases", "10")]


def test_what_comments_are_about(tmp_path: Path) -> None:
    rows = [heard(12, kind="comment", source="letter"), heard(7, kind="comment", source="review")]
    feedback = [
        comments(5, theme_id="T1"), comments(4, "review", theme_id="T1"), comments(3, "review", theme_id="T2"),
        comments(7),
    ]  # fmt: skip
    pairs = [
        {"month": LAST, "metric": "nps", "mention_a": one, "mention_b": other, "n": n}
        for one, other, n in (("T1", "T1", 8), ("+T1", "+T1", 2), ("T1", "T9", 4))
    ]
    (table,) = tables(what_about, tmp_path, heard=rows, feedback=feedback, themes=THEMES, theme_pairs=pairs)
    assert table.head.told is not None
    assert table.head.told() == "Comments are most often about Waiting: 9 of 12 with a theme"
    assert table.head.subtitle == "all of Test · Q3 2026 · 19 comments, of 7 no theme is said"
    assert texts(table) == [
        [("Waiting",), ("9",), ("4 review, 5 letter",), ("10",)], [("T2",), ("3",), ("3 review",), ("–",)],
    ]  # fmt: skip
    assert table.keys == ((0, "Review"), (1, "Letter"))


def test_of_many_sources_some_have_a_colour_of_their_own(tmp_path: Path) -> None:
    sources = [f"S{at}" for at in range(8)]
    rows = [heard(9 - at, kind="comment", source=source) for at, source in enumerate(sources)]
    feedback = [comments(9 - at, source, theme_id="T1") for at, source in enumerate(sources)]
    (table,) = tables(what_about, tmp_path, heard=rows, feedback=feedback)
    assert table.keys[-1] == (5, "other sources")
    assert table.rows[0][2].note == "9 S0, 8 S1, 7 S2, 6 S3, 5 S4, 9 other sources"


def test_where_no_theme_is_said_that_is_told(tmp_path: Path) -> None:
    rows = [heard(7, kind="comment", source="letter")]
    (table,) = tables(what_about, tmp_path, heard=rows, feedback=[comments(7)])
    assert table.head.instead == "Of no comment of these months is it said which theme it is about."
    assert not tables(what_about, tmp_path / "none", heard=rows, feedback=[comments(7, month=LAST - 20)])


def test_whom_it_hears_beside_who_there_is(tmp_path: Path) -> None:
    rows = [heard(60, region="North"), heard(20, region="South"), heard(20, kind="case")]
    customers = [
        {"month": LAST, "window": 1, "region": region, "closing_customers": n}
        for region, n in (("North", 50), ("South", 40), ("West", 10))
    ]
    (table,) = tables(whom_it_hears, tmp_path, heard=rows, customer_windows=customers)
    assert table.head.told is not None
    assert table.head.told() == f"South has 40.0{THIN}% of the customers and 20.0{THIN}% of the times heard"
    assert [column.label for column in table.columns] == [
        "Region", "Customers", "Heard in all", "Surveys", "Support cases",
    ]  # fmt: skip
    assert [[(cell.text, cell.note) for cell in row[1:3]] for row in table.rows] == [
        [(f"50.0{THIN}%", "50"), (f"60.0{THIN}%", "60")], [(f"40.0{THIN}%", "40"), (f"20.0{THIN}%", "20")],
        [(f"10.0{THIN}%", "10"), (f"0.0{THIN}%", "0")], [(f"0.0{THIN}%", "0"), (f"20.0{THIN}%", "20")],
    ]  # fmt: skip
    assert [row[0].text for row in table.rows] == ["North", "South", "West", "region not given"]


def test_without_customers_that_are_followed_it_tells_where_most_is_heard(tmp_path: Path) -> None:
    rows = [heard(60, region="North"), heard(40, region="South")]
    (table,) = tables(whom_it_hears, tmp_path, heard=rows)
    assert table.head.told is not None
    assert table.head.told() == f"60.0{THIN}% of the times heard are of North"
    assert [column.name for column in table.columns] == ["region", "survey"]
    assert not tables(whom_it_hears, tmp_path / "one", heard=rows[:1])


def test_a_company_without_cases_and_comments_is_told_of_its_surveys_alone(demo: Snapshot, settings: Settings) -> None:
    (table,) = where_from.blocks(asked(not_connected(demo, "feedback"), settings))
    assert isinstance(table, Table)
    assert [column.name for column in table.columns] == ["source", "heard", "change", "known"]
    assert what_about.blocks(asked(not_connected(demo, "feedback"), settings)) == ()


def test_where_nothing_was_heard_that_is_told(tmp_path: Path) -> None:
    (table,) = tables(where_from, tmp_path, heard=[heard(5, month=LAST - 20)])
    assert table.head.instead == "No answer, case or comment is on record in these months."
    assert not table.head.finding
