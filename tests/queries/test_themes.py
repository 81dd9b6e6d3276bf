"""Pairs of mentions: rows that a pencil can check."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from queries.mentions import theme_of
from tests.queries.conftest import Ask, month

ANSWER = {
    "responded_at": datetime.fromisoformat("2024-03-05"),
    "metric": "nps",
    "comment": "words",
    "customer_id": "ann",
}


def answer(response_id: str, score: int, **others: Any) -> dict[str, Any]:
    return {**ANSWER, "response_id": response_id, "score": score, **others}


def mention(response_id: str, theme_id: str, sentiment: int | None = None) -> dict[str, Any]:
    return {"response_id": response_id, "theme_id": theme_id, "sentiment": sentiment}


def pairs(rows: list[dict[str, Any]], *columns: str) -> dict[tuple[str, str], tuple[float, ...]]:
    return {(row["mention_a"], row["mention_b"]): tuple(row[column] for column in columns) for row in rows}


def test_a_pair_and_each_theme_with_itself(ask: Ask) -> None:
    rows = ask("theme_pairs", {
        "survey_responses": [answer("1", 9, weight=2.0), answer("2", 3), answer("3", 9)],
        "response_themes": [mention("1", "price"), mention("1", "wait"), mention("2", "wait")],
    })  # fmt: skip
    assert pairs(rows, "n", "weight", "weight_squared", "y", "y_squared") == {
        ("price", "price"): (1, 2.0, 4.0, 2.0, 2.0),
        ("price", "wait"): (1, 2.0, 4.0, 2.0, 2.0),
        ("wait", "wait"): (2, 3.0, 5.0, 1.0, 3.0),
    }
    assert {(row["month"], row["region"], row["segment"], row["metric"]) for row in rows} == {
        (month("2024-03"), None, None, "nps")
    }


def test_a_theme_named_twice_in_an_answer_counts_once(ask: Ask) -> None:
    rows = ask("theme_pairs", {
        "survey_responses": [answer("1", 9)],
        "response_themes": [mention("1", "wait", -1), mention("1", "wait", -1), mention("1", "wait")],
    })  # fmt: skip
    assert pairs(rows, "n") == {("wait", "wait"): (1,)}


def test_praise_is_a_mention_of_its_own_where_signs_are_kept(ask: Ask) -> None:
    tables = {
        "survey_responses": [answer("1", 9), answer("2", 2)],
        "response_themes": [mention("1", "wait", 1), mention("2", "wait", -1), mention("2", "wait", 1)],
    }
    assert pairs(ask("theme_pairs", tables), "n", "y") == {
        ("+wait", "+wait"): (2, 0.0), ("+wait", "wait"): (1, -1.0), ("wait", "wait"): (1, -1.0),
    }  # fmt: skip
    assert pairs(ask("theme_pairs", tables, signed_mentions=False), "n") == {("wait", "wait"): (2,)}


def test_answers_that_nobody_read_and_scores_that_do_not_count_give_no_mention(ask: Ask) -> None:
    rows = ask("theme_pairs", {
        "survey_responses": [
            answer("unread", 9, coded=False), answer("silent", 9, comment=None), answer("impossible", 12),
            answer("read", 9, comment=None, coded=True),
        ],
        "response_themes": [mention(name, "wait") for name in ("unread", "silent", "impossible", "read", "nowhere")],
    })  # fmt: skip
    assert pairs(rows, "n") == {("wait", "wait"): (1,)}


def test_beyond_the_most_named_themes_they_are_pooled_and_still_counted_once(ask: Ask) -> None:
    """Ranked over all months: 'wait' is named most, in a month that is not asked for."""
    tables = {
        "survey_responses": [
            answer("1", 9), answer("old", 9, responded_at=datetime.fromisoformat("2020-01-01")),
            answer("older", 9, responded_at=datetime.fromisoformat("2019-01-01")),
        ],
        "response_themes": [
            mention("1", "price"), mention("1", "app", 1), mention("1", "shop"), mention("1", "wait"),
            mention("old", "wait"), mention("older", "wait"),
        ],
    }  # fmt: skip
    assert pairs(ask("theme_pairs", tables, max_themes=1), "n") == {
        ("+other", "+other"): (1,), ("+other", "other"): (1,), ("+other", "wait"): (1,),
        ("other", "other"): (1,), ("other", "wait"): (1,), ("wait", "wait"): (1,),
    }  # fmt: skip


def test_a_theme_that_is_called_other_is_no_part_of_the_pool(ask: Ask) -> None:
    tables = {
        "survey_responses": [answer("1", 9), answer("2", 9)],
        "response_themes": [
            mention("1", "other"), mention("2", "other"), mention("2", "price"), mention("1", "other", 1),
        ],
        "themes": [{"theme_id": "other", "name": "Other"}, {"theme_id": "price", "name": "Price"}],
    }  # fmt: skip
    assert pairs(ask("theme_pairs", tables, max_themes=1), "n") == {
        ("-other", "-other"): (2,), ("other", "other"): (1,), ("-other", "other"): (1,),
        ("+-other", "+-other"): (1,), ("+-other", "-other"): (1,),
    }  # fmt: skip
    assert {row["theme_id"]: row["name"] for row in ask("themes", tables)} == {
        "other": "Other", "price": "Price",
    }  # fmt: skip
    assert {row["theme_id"]: row["n"] for row in ask("tag_versions", tables, max_themes=1)} == {
        "other": 2, None: 1,
    }  # fmt: skip


def test_no_sign_in_an_id_has_a_meaning(ask: Ask) -> None:
    """Praise of 'late', a complaint about '+late', praise of that, and what is called '-late': four mentions."""
    rows = ask("theme_pairs", {
        "survey_responses": [answer(name, 9) for name in "1234"],
        "response_themes": [mention("1", "late", 1), mention("2", "+late"), mention("3", "+late", 1),
                            mention("4", "-late")],
    })  # fmt: skip
    named = {a: n for (a, b), (n,) in pairs(rows, "n").items() if a == b}
    assert named == {"+late": 1, "-+late": 1, "+-+late": 1, "--late": 1}
    assert {theme_of(name) for name in named} == {"late", "+late", "-late"}


def test_equally_named_themes_keep_their_place_by_their_bytes_on_every_engine(ask: Ask) -> None:
    """A collation would put 'apple' before 'Zebra', and 'émail' between; bytes do not."""
    rows = ask("theme_pairs", {
        "survey_responses": [answer("1", 9)],
        "response_themes": [mention("1", "apple"), mention("1", "Zebra"), mention("1", "émail"), mention("1", "_x")],
    }, max_themes=3)  # fmt: skip
    named = ["Zebra", "_x", "apple", "other"]
    assert sorted(pairs(rows)) == [(a, b) for a in named for b in named if a <= b]


PRODUCTS = ("yy", "yw", "ww", "yy_all", "yw_all", "wy_all", "ww_all")


def products(rows: list[dict[str, Any]]) -> dict[tuple[str, int, str], tuple[float, ...]]:
    found = {
        (f"{row['month'] // 12}-{row['month'] % 12 + 1:02}", row["lag"], row["mention"]): tuple(
            row[name] for name in PRODUCTS
        )
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def test_what_a_customer_said_is_multiplied_with_what_it_said_before(ask: Ask) -> None:
    """Ann says 'wait' in March with S = -2 of n = 2 in weights and, of all, S = -1 of n = 3; in May S = n = 1."""
    rows = ask("theme_clusters", {
        "survey_responses": [
            answer("1", 3, weight=2.0), answer("2", 9),
            answer("3", 9, responded_at=datetime.fromisoformat("2024-05-09")),
        ],
        "response_themes": [mention("1", "wait"), mention("1", "wait"), mention("3", "wait")],
    })  # fmt: skip
    assert products(rows) == {
        ("2024-03", 0, "wait"): (4, -4, 4, 2, -6, -2, 6),
        ("2024-03", 0, ""): (1, -3, 9, 1, -3, -3, 9),
        ("2024-05", 0, "wait"): (1, 1, 1, 1, 1, 1, 1),
        ("2024-05", 0, ""): (1, 1, 1, 1, 1, 1, 1),
        # Either order: 2·S S', S n' + n S', 2·n n'; with all: S A' + A S' and so on.
        ("2024-05", 2, "wait"): (-4, 0, 4, -3, 1, 1, 5),
        ("2024-05", 2, ""): (-2, 2, 6, -2, 2, 2, 6),
    }


def test_answers_without_a_customer_are_each_their_own_and_customers_are_not_mixed(ask: Ask) -> None:
    """A customer may be called like an answer."""
    rows = ask("theme_clusters", {
        "survey_responses": [
            answer("1", 9, customer_id=None), answer("2", 9, customer_id=None), answer("3", 9, customer_id="1"),
        ],
        "response_themes": [mention(name, "wait") for name in ("1", "2", "3")],
    })  # fmt: skip
    assert products(rows) == {("2024-03", 0, name): (3, 3, 3, 3, 3, 3, 3) for name in ("wait", "")}


def test_customers_are_followed_for_twelve_months_and_into_those_that_are_not_asked_again(ask: Ask) -> None:
    days = ("2023-06-05", "2024-03-05", "2024-06-05")
    tables = {
        "survey_responses": [
            answer(str(number), 9, responded_at=datetime.fromisoformat(day)) for number, day in enumerate(days)
        ],
        "response_themes": [mention(str(number), "wait") for number in range(3)],
    }
    whole = products(ask("theme_clusters", tables))
    assert {key[:2] for key in whole} == {
        ("2024-03", 0), ("2024-03", 9), ("2024-06", 0), ("2024-06", 3),
    }  # fmt: skip
    late = products(ask("theme_clusters", tables, from_month=month("2024-06")))
    assert late == {key: value for key, value in whole.items() if key[0] == "2024-06"}


def test_a_mention_without_a_name_is_none(ask: Ask) -> None:
    tables = {
        "survey_responses": [answer("1", 9)],
        "response_themes": [mention("1", ""), mention("1", "wait")],
    }
    assert pairs(ask("theme_pairs", tables), "n") == {("wait", "wait"): (1,)}
    assert set(products(ask("theme_clusters", tables))) == {("2024-03", 0, "wait"), ("2024-03", 0, "")}


def test_mentions_by_the_rules_that_found_them(ask: Ask) -> None:
    """Named twice by one version is once; by two versions is once each; no version is a version of its own."""
    rows = ask("tag_versions", {
        "survey_responses": [
            answer("1", 9, region="North"), answer("2", 3, region="North"), answer("3", 9, region="South"),
            answer("unread", 9, coded=False),
        ],
        "response_themes": [
            {**mention("1", "wait", -1), "tag_version": "a"}, {**mention("1", "wait", 1), "tag_version": "a"},
            {**mention("2", "wait"), "tag_version": "a"}, {**mention("2", "wait"), "tag_version": "b"},
            {**mention("3", "wait"), "tag_version": None}, {**mention("unread", "wait"), "tag_version": "a"},
        ],
    })  # fmt: skip
    found = {(row["region"], row["theme_id"], row["tag_version"]): row["n"] for row in rows}
    assert found == {("North", "wait", "a"): 2, ("North", "wait", "b"): 1, ("South", "wait", None): 1}
    assert {(row["month"], row["metric"]) for row in rows} == {(month("2024-03"), "nps")}


def test_themes_beyond_the_most_named_are_other_for_the_rules_too(ask: Ask) -> None:
    rows = ask("tag_versions", {
        "survey_responses": [answer("1", 9), answer("2", 3)],
        "response_themes": [mention("1", "wait"), mention("2", "wait"), mention("1", "price"), mention("1", "app")],
    }, max_themes=1)  # fmt: skip
    assert {row["theme_id"]: row["n"] for row in rows} == {"wait": 2, None: 1}


def test_answers_by_how_they_were_asked_for(ask: Ask) -> None:
    rows = ask("survey_modes", {
        "survey_responses": [
            answer("1", 9, mode="phone", weight=2.0), answer("2", 3, mode="web", comment=None),
            answer("3", 8, mode="web"), answer("4", 10), answer("5", 0, mode="web", journey_stage="Use"),
            answer("6", 12, mode="web"),
        ],
    })  # fmt: skip
    names = ("n", "weight", "weight_squared", "y", "y_squared")
    found = {(row["survey"], row["mode"], row["coded"]): tuple(row[name] for name in names) for row in rows}
    assert found == {
        ("relationship", "phone", 1): (1, 2, 4, 2, 2), ("relationship", "web", 0): (1, 1, 1, -1, 1),
        ("relationship", "web", 1): (1, 1, 1, 0, 0), ("relationship", None, 1): (1, 1, 1, 1, 1),
        ("journey", "web", 1): (1, 1, 1, -1, 1),
    }  # fmt: skip


def test_journeys_are_explained_under_their_own_name_where_no_relationship_was_asked(ask: Ask) -> None:
    journey = [answer("1", 9, journey_stage="pay"), answer("2", 3, journey_stage="pay")]
    named = [mention("1", "wait"), mention("2", "wait")]
    alone = ask("theme_pairs", {"survey_responses": journey, "response_themes": named})
    assert [(row["metric"], row["n"], row["y"]) for row in alone] == [("journey_nps", 2, 0.0)]
    both = ask("theme_pairs", {
        "survey_responses": [*journey, answer("3", 1)], "response_themes": [*named, mention("3", "wait")],
    })  # fmt: skip
    assert [(row["metric"], row["n"], row["y"]) for row in both] == [("nps", 1, -1.0)]


def test_a_relationship_answer_off_its_scale_hides_no_journey(ask: Ask) -> None:
    tables = {
        "survey_responses": [answer("1", 9, journey_stage="pay"), answer("2", 42)],
        "response_themes": [mention("1", "wait")],
    }
    assert [row["metric"] for row in ask("theme_pairs", tables)] == ["journey_nps"]
