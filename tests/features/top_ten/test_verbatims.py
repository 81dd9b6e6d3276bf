"""A theme in customers' own words: the newest and varied, of how many, and none to whom they are not granted."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Block, Table, strings
from dashboard.data.access import Data, Grant
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.top_ten.one_theme import choices
from dashboard.features.top_ten.rows import themes_of
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.top_ten import verbatims as words
from tests.features.companies import asked, not_connected, withheld
from tests.published import LAST, snapshot, view


def shown(question: Question, theme: str | None = None) -> tuple[Block, ...]:
    parameters = () if theme is None else (("theme", theme),)
    return features()["T6.verbatims"].blocks(replace(question, parameters=parameters))


def said(number: int, *, sentiment: int | None = -1, month: int = LAST, **more: Any) -> dict[str, Any]:
    return {
        "theme_id": "late", "region": "North", "month": month, "position": number, "segment": "S", "metric": "nps",
        "score": 3, "sentiment": sentiment, "text": f"{sentiment} {number}",
    } | more  # fmt: skip


def pair(one: str, other: str, n: int, **more: Any) -> dict[str, Any]:
    return {
        "month": LAST, "region": "North", "segment": "S", "metric": "nps", "mention_a": one, "mention_b": other,
        "n": n, "weight": n, "weight_squared": n, "y": -n, "y_squared": n,
    } | more  # fmt: skip


def company(folder: Path, rows: list[dict[str, Any]], grant: Grant | None = None) -> Question:
    """Forty answers complain of 'late', ten praise it, and four do both; a hundred more name nothing."""
    coded = {"month": LAST, "region": "North", "segment": "S", "metric": "nps", "coded": 1}
    made = snapshot(folder, {
        "theme_pairs": [pair("late", "late", 40), pair("+late", "+late", 10, y=10), pair("+late", "late", 4)],
        "themed_answers": [{**coded, "n": 146, "weight": 146, "weight_squared": 146, "y": 0, "y_squared": 146}],
        "themes": [{"theme_id": "late", "name": "Late invoice"}],
        "verbatims": rows,
    })  # fmt: skip
    data = Data(made, grant) if grant else Data(made)
    return Question(data, view(), Settings(as_of=made.manifest.as_of))


def quotes(blocks: tuple[Block, ...]) -> list[str]:
    (table,) = blocks
    assert isinstance(table, Table)
    return [cell.text for cell in table.column("quote")]


def test_praise_and_complaint_take_turns_and_the_newest_come_first(tmp_path: Path) -> None:
    rows = [said(number) for number in range(1, 13)]
    rows += [said(13, sentiment=1, month=LAST - 1), said(14, sentiment=1, month=LAST - 2), said(15, sentiment=None)]
    rows += [said(1, sentiment=1, month=LAST - 3), said(16, metric="csat"), said(17, theme_id="other")]
    blocks = shown(company(tmp_path, rows))
    assert quotes(blocks) == [
        "“-1 1”", "“-1 2”", "“-1 3”", "“-1 4”", "“-1 5”", "“None 15”", "“1 13”", "“1 14”",
    ]  # fmt: skip
    (table,) = blocks
    assert isinstance(table, Table)
    assert [cell.note for cell in table.column("quote")] == ["complaint"] * 5 + [""] + ["praise"] * 2
    assert {cell.text for cell in table.column("score")} == {"3 of 10"}
    assert table.of == 46  # 40 + 10 - 4: an answer that does both is one
    assert table.head.told is not None
    assert table.head.told() == "“Late invoice” in customers' own words: 8 of the 46 answers that name it"


def test_no_more_are_quoted_than_there_are_and_of_none_it_is_said(tmp_path: Path) -> None:
    assert quotes(shown(company(tmp_path / "one", [said(1)]))) == ["“-1 1”"]
    (block,) = shown(company(tmp_path / "none", [said(1, metric="csat")]))
    assert block.head.instead == "Of the answers that name “Late invoice” here no comment is kept."


def test_filters_and_grants_hold_for_quotations(tmp_path: Path) -> None:
    rows = [said(1), said(1, region="Süd"), said(2, region=None), said(3, segment=None)]
    everywhere = company(tmp_path / "all", rows)
    assert len(quotes(shown(everywhere))) == 4
    north = replace(everywhere, view=replace(everywhere.view, regions=("North",), segments=("S",)))
    assert quotes(shown(north)) == ["“-1 1”"]
    nowhere = replace(everywhere, view=replace(everywhere.view, regions=("North", "not given")))
    assert len(quotes(shown(nowhere))) == 3
    reader = company(tmp_path / "north", rows, Grant(regions=frozenset({"North"}), company_totals=False))
    assert sorted(quotes(shown(reader))) == ["“-1 1”", "“-1 3”"]


def test_whoever_may_not_read_them_sees_none(tmp_path: Path) -> None:
    question = company(tmp_path, [said(1, text="Never again")], Grant(verbatims=False))
    assert question.data.table("verbatims") is None
    told = "\n".join(strings(shown(question)))
    assert "Never again" not in told
    assert "Your access does not cover what customers wrote." in told


def test_where_they_are_switched_off_nothing_is_said(demo: Snapshot, settings: Settings, tmp_path: Path) -> None:
    assert shown(asked(not_connected(demo, "verbatims"), settings)) == ()
    (held,) = shown(asked(withheld(demo, "verbatims"), settings))
    assert not held.head.shown


def test_a_long_comment_is_cut_and_told_whole_on_demand(tmp_path: Path) -> None:
    long = "It was late. " * 60
    (table,) = shown(company(tmp_path, [said(1, text=long)]))
    assert isinstance(table, Table)
    (cell,) = table.column("quote")
    assert len(cell.text) < 300
    assert cell.more == words.REST
    whole = f"{cell.text.removeprefix('“').removesuffix(' …')} {cell.rest.removeprefix('… ').removesuffix('”')}"
    assert whole == long.strip()


def test_of_how_many_is_what_the_raw_rows_say(demo: Snapshot, settings: Settings, demo_warehouse: Path) -> None:
    """Counted another way: each answer once, whatever and however often it says of the theme."""
    question = asked(demo, settings)
    themes = themes_of(question)
    with duckdb.connect(demo_warehouse, read_only=True) as connection:
        for theme in list(choices(themes))[:12]:
            (table,) = shown(question, theme)
            assert isinstance(table, Table)
            counted = connection.execute(
                """
                select count(distinct r.response_id) from survey_responses r join response_themes t using (response_id)
                where t.theme_id = ? and r.metric = 'nps' and r.journey_stage is null
                    and (r.coded or (r.coded is null and trim(r.comment) <> ''))
                    and year(r.responded_at) * 12 + month(r.responded_at) - 1 between ? and ?
                """,
                [theme, themes.first, themes.last],
            ).fetchone()
            assert counted == (table.of,)


@pytest.mark.parametrize("theme", [None, "Nonsense"])
def test_the_theme_is_the_one_of_the_card_above(demo: Snapshot, settings: Settings, theme: str | None) -> None:
    question = asked(demo, settings)
    first = next(iter(choices(themes_of(question)).values()))
    assert shown(question, theme)[0].head.title == f"“{first}” in customers' own words"


PLANTED = (
    "5550 1234", "555 01 99", "anna.muster", "j.dupont", "4111 1111", "3704 0044", "AB123456C", "198.51.100.23",
    "9f86d081", "anna dot muster", "Lorenz", "WALSH", "佐藤", "Brandt",
)  # fmt: skip
"""What the demo company's customers tell of people: every kind that is masked, in dashboard/demo/seeds."""


def test_nothing_that_the_demo_s_customers_tell_of_people_is_quoted(demo: Snapshot, demo_warehouse: Path) -> None:
    with duckdb.connect(demo_warehouse, read_only=True) as connection:
        wrote = connection.execute("select string_agg(comment, ' ') from survey_responses").fetchone()
    assert wrote is not None
    assert sum(datum in wrote[0] for datum in PLANTED) >= 10
    table = demo.table("verbatims")
    assert table is not None
    quoted = " ".join(table.column("text").to_pylist())
    assert [datum for datum in PLANTED if datum in quoted] == []
    assert {f"[{kind}]" for kind in ("e-mail", "telephone", "name")} <= {*re.findall(r"\[[\w -]+\]", quoted)}
