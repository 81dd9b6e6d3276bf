"""What customers say of a theme: the newest of each theme, region and month, praise and complaint in turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.queries.conftest import Ask, month

THEMES = [{"theme_id": "late", "name": "Late"}, {"theme_id": "kind", "name": "Kind"}]


def answer(name: str, day: int, comment: str | None = "It is.", at: int = 12, **more: Any) -> dict[str, Any]:
    return {
        "response_id": name, "responded_at": datetime(2024, at, day), "metric": "nps", "score": 3,  # noqa: DTZ001
        "region": "N", "segment": "S", "comment": comment,
    } | more  # fmt: skip


def named(name: str, theme: str = "late", sentiment: int | None = -1) -> dict[str, Any]:
    return {"response_id": name, "theme_id": theme, "sentiment": sentiment}


def told(
    ask: Ask, answers: list[dict[str, Any]], mentions: list[dict[str, Any]], **tables: Any
) -> list[dict[str, Any]]:
    return ask("verbatims", {"survey_responses": answers, "response_themes": mentions, "themes": THEMES, **tables})


def test_a_comment_stands_with_what_it_was_given_with(ask: Ask) -> None:
    found = told(
        ask,
        [answer("a", 3, "  Never again. ", customer_id="c", region=None, segment=None)],
        [named("a"), named("a", "kind", 1)],
        customers=[{"customer_id": "c", "region": "S"}],
    )
    assert found == [
        {
            "theme_id": theme, "region": "S", "month": month("2024-12"), "position": 1, "segment": None,
            "metric": "nps", "score": 3, "sentiment": sentiment, "text": "Never again.",
        }
        for theme, sentiment in (("kind", 1), ("late", -1))
    ]  # fmt: skip


def test_only_what_was_read_and_says_something_is_quoted(ask: Ask) -> None:
    answers = [
        answer("a", 1), answer("b", 2, None, coded=True), answer("c", 3, "  "), answer("d", 4, "unread", coded=False),
        answer("e", 5, "off the scale", score=11), answer("f", 6, "before", 12, responded_at=datetime(2023, 12, 31)),  # noqa: DTZ001
    ]  # fmt: skip
    found = told(ask, answers, [named(one["response_id"]) for one in answers])
    assert [row["text"] for row in found] == ["It is."]


def test_the_newest_twenty_are_kept_with_praise_and_complaint_in_turn(ask: Ask) -> None:
    answers = [answer(f"a{day:02}", day, f"bad {day}") for day in range(1, 29)]
    answers += [answer(f"p{day}", day, f"good {day}") for day in (2, 4)] + [answer("n", 1, "so so")]
    answers += [answer("x", 1, "elsewhere", region="S"), answer("y", 1, "earlier", 11)]
    feelings = {"p": 1, "n": 0}
    mentions = [named(one["response_id"], sentiment=feelings.get(one["response_id"][0], -1)) for one in answers]
    found = told(ask, answers, mentions)
    assert [row["text"] for row in found if (row["region"], row["month"]) != ("N", month("2024-12"))] == [
        "earlier", "elsewhere",
    ]  # fmt: skip
    here = [row for row in found if (row["region"], row["month"]) == ("N", month("2024-12"))]
    assert [row["position"] for row in here] == [*range(1, 21)]
    assert [row["text"] for row in here][:7] == ["bad 28", "so so", "good 4", "bad 27", "good 2", "bad 26", "bad 25"]
    assert [row["text"] for row in here][-1] == "bad 12"


def test_a_theme_that_an_answer_names_twice_is_named_once_and_both_ways_is_neither(ask: Ask) -> None:
    found = told(
        ask, [answer("a", 1), answer("b", 2)], [named("a"), named("a", sentiment=1), named("b", sentiment=None)]
    )
    assert [(row["position"], row["sentiment"]) for row in found] == [(1, None), (2, 0)]
