"""Comments are quoted where their subject stands, to whom may see them, newest first and bounded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.blocks import Note, strings
from dashboard.data.access import EVERYTHING, Grant
from dashboard.data.question import Question
from dashboard.features.comments import IN_FULL
from dashboard.features.feature import features
from dashboard.features.measure import evidence
from dashboard.navigation import BY_SLUG
from dashboard.screen.kit import Medium
from dashboard.screen.kit.dialog import answer
from dashboard.screen.kit.markup import markup
from tests.hostile import HOSTILE
from tests.published import AS_OF, SETTINGS, Rows, data, view

ON = {
    "overview": "O13",
    "top_ten": "O13.top_ten",
    "customers": "O13.customers",
    "accountability": "O13.accountability",
    "data_health": "O13.data_health",
    "pilots": "O13.pilots",
    "journeys": "O13.journeys",
    "people": "O13.people",
    "accounts": "O13.accounts",
    "voice": "O13.voice",
}


def comment(**changes: Any) -> dict[str, Any]:
    return {
        "subject": "page:overview", "author": "Ana Núñez", "written_on": date(2026, 9, 3), "text": "I would wait.",
    } | changes  # fmt: skip


def asked(folder: Path, *comments: dict[str, Any], grant: Grant = EVERYTHING, **asked_for: Any) -> Question:
    names: dict[str, Rows] = {
        "themes": [{"theme_id": "T1", "name": "Waiting"}], "departments": [{"department_id": "d", "name": "Care"}],
    }  # fmt: skip
    return Question(data(folder, grant, comments=comments, **names), view(**asked_for), SETTINGS)


def said(question: Question, page: str = "overview") -> list[str]:
    blocks = features()[ON[page]].blocks(question)
    assert all(isinstance(block, Note) for block in blocks)
    return [block.text for block in blocks if isinstance(block, Note)]


def test_every_page_quotes_what_is_said_of_it() -> None:
    assert {*ON} == {*BY_SLUG}
    assert {features()[name].page for name in ON.values()} == {*BY_SLUG}


def test_a_comment_is_quoted_signed_dated_and_called_an_opinion(tmp_path: Path) -> None:
    question = asked(tmp_path, comment())
    assert said(question) == ["“I would wait.” Ana Núñez, 3 Sep 2026"]
    (block,) = features()["O13"].blocks(question)
    assert block.head.title == "Opinion on this page"


def test_it_stands_on_its_own_page_alone(tmp_path: Path) -> None:
    subjects = (
        "page:overview",
        "page:data_health",
        "page:customers",
        "page:pilots",
        "page:journeys",
        "page:people",
        "page:accounts",
        "page:voice",
        "theme:T1",
        "department:d",
        "measure:nps",
        "page:nowhere",
    )
    question = asked(tmp_path, *(comment(subject=subject) for subject in subjects))
    found = {page: said(question, page) for page in ON}
    quote = "“I would wait.” Ana Núñez, 3 Sep 2026"
    assert found == {
        "overview": [quote], "data_health": [quote], "top_ten": [quote], "accountability": [quote],
        "customers": [quote], "pilots": [quote], "journeys": [quote], "people": [quote],
        "accounts": [quote],
        "voice": [quote],
    }  # fmt: skip
    titles = {page: features()[ON[page]].blocks(question)[0].head.title for page in ("top_ten", "accountability")}
    assert titles == {"top_ten": "Opinion on Waiting", "accountability": "Opinion on Care"}


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True), ({"period": "2026-Q3"}, True), ({"period": "2026-07/2026-09"}, True),
        ({"period": "2026-09"}, False), ({"period": "2026"}, False), ({"period": "the summer"}, False),
        ({"region": "North"}, False), ({"written_on": AS_OF}, True),
        ({"written_on": AS_OF + timedelta(1)}, False),
    ],
)  # fmt: skip
def test_it_is_shown_for_its_period_and_region(tmp_path: Path, changes: dict[str, Any], shown: bool) -> None:
    assert bool(said(asked(tmp_path, comment(**changes)))) == shown


def test_a_comment_on_a_region_is_shown_with_that_region(tmp_path: Path) -> None:
    north = comment(region="North")
    assert [bool(said(asked(tmp_path / str(place), north, regions=regions))) for place, regions in enumerate(
        [("North",), ("South",), ("North", "South"), None]
    )] == [True, False, False, False]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Opinion on this page"), ({"period": "2026-Q3"}, "Opinion on Jul–Sep 2026"),
        ({"region": "North"}, "Opinion on North"),
        ({"region": "North", "period": "2026-Q3"}, "Opinion on North, Jul–Sep 2026"),
    ],
)  # fmt: skip
def test_why_another_filter_has_another_opinion_is_said_in_it(
    tmp_path: Path, changes: dict[str, Any], title: str
) -> None:
    """What is shown with some filters alone names them, and what else was said opens from it."""
    older = comment(text="Older.", written_on=date(2026, 9, 1))
    (block,) = features()["O13"].blocks(asked(tmp_path, comment(**changes), older, regions=("North",)))
    assert isinstance(block, Note)
    assert (block.head.title, block.more) == (title, "the newest of 2")
    drawn = markup(block, Medium(asked(tmp_path / "drawn").manifest, SETTINGS, "light"))
    assert re.search(r'data-open="evidence:O13"[^>]*>the newest of 2<', drawn)


def test_who_sees_one_region_reads_nothing_of_another_or_of_the_whole(tmp_path: Path) -> None:
    written = [comment(text=f"On {region}.", region=region) for region in ("North", "South", None)]
    totals = Grant(regions=frozenset({"North"}))
    alone = Grant(regions=frozenset({"North"}), company_totals=False)
    for regions in (("North",), ("South",), None):
        texts = {}
        for grant in (totals, alone):
            folder = tmp_path / f"{regions} {grant.company_totals}"
            shown = features()["O13"].blocks(asked(folder, *written, grant=grant, regions=regions))
            texts[grant] = " ".join(strings(shown))
        assert "South" not in texts[totals] + texts[alone]
        assert ("On None." in texts[totals], "On None." in texts[alone]) == (True, False)
        assert all(("On North." in text) == (regions == ("North",)) for text in texts.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(days=st.lists(st.integers(0, 400) | st.none(), min_size=1, max_size=30))
def test_the_newest_come_first_and_the_rest_is_told(tmp_path: Path, days: list[int | None]) -> None:
    written = [
        comment(text=f"No. {place}.", written_on=None if back is None else AS_OF - timedelta(back))
        for place, back in enumerate(days)
    ]
    question = asked(tmp_path / str(hash(tuple(days))), *written)
    (shown,) = said(question)
    ages = sorted(10**6 if back is None else back for back in days)
    newest = days[int(shown.split("No. ")[1].split(".")[0])]
    assert (10**6 if newest is None else newest) == ages[0]
    (block,) = features()["O13"].blocks(question)
    assert isinstance(block, Note)
    assert block.more == (f"the newest of {len(days)}" if len(days) > 1 else "")
    assert block.head.link == "evidence:O13"
    assert block.head.evidence is not None
    assert len(block.head.evidence().facts) == min(len(days), IN_FULL)


def test_a_long_comment_is_cut_and_whole_where_it_is_asked_for(tmp_path: Path) -> None:
    text = " ".join(f"word{place}" for place in range(200))
    question = asked(tmp_path, comment(text=text))
    (short,) = said(question)
    assert len(short) < 250
    assert "word10 " in short
    assert "word199" not in short
    (block,) = features()["O13"].blocks(question)
    assert f"“{text}”" in list(strings(block))


def test_a_measure_is_known_with_what_was_said_of_it(tmp_path: Path) -> None:
    written = [
        comment(subject="measure:nps"), comment(subject="measure:csat", text="Of another."),
        comment(subject="measure:nps/North", text="In the north."), comment(subject="measure:nps", period="2025"),
    ]  # fmt: skip
    question = asked(tmp_path, *written)
    told = [text for name, text in evidence(question, "nps").facts if name == "Opinion"]
    assert told == ["“I would wait.” Ana Núñez, 3 Sep 2026"]
    north = replace(question, view=view(regions=("North",)))
    assert [text for name, text in evidence(north, "nps").facts if name == "Opinion"] == [
        "On North: “In the north.” Ana Núñez, 3 Sep 2026", "“I would wait.” Ana Núñez, 3 Sep 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    question = asked(tmp_path, comment(text=text, author=text), comment(subject="measure:nps", text=text, author=text))
    (block,) = features()["O13"].blocks(question)
    medium = Medium(question.manifest, SETTINGS, "light")
    assert block.head.evidence is not None
    for drawn in (
        markup(block, medium),
        answer(block.head.evidence(), medium),
        answer(evidence(question, "nps"), medium),
    ):
        assert "<script>" not in drawn
        assert "<b>Sons" not in drawn
        assert "opinion" in drawn.lower()


def test_no_comments_and_no_register_draw_nothing(tmp_path: Path) -> None:
    assert said(asked(tmp_path)) == []
    assert features()["O13"].blocks(Question(data(tmp_path / "none"), view(), SETTINGS)) == ()


def test_what_is_not_signed_or_dated_is_said_to_be_neither(tmp_path: Path) -> None:
    assert said(asked(tmp_path, comment(author=" ", written_on=None))) == ["“I would wait.” unsigned, undated"]
