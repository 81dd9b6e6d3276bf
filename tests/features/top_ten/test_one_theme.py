"""One theme: whichever an address asks for, whether answers name it often, seldom, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.blocks import Block, Choice, strings
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.top_ten.one_theme import choices
from dashboard.features.top_ten.rows import themes_of
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked


def shown(question: Question, theme: str | None = None, *regions: str) -> tuple[Block, ...]:
    parameters = () if theme is None else (("theme", theme),)
    view = replace(question.view, regions=regions or None)
    return features()["T6"].blocks(replace(question, parameters=parameters, view=view))


def choice_of(blocks: tuple[Block, ...]) -> Choice:
    (choice,) = (block for block in blocks if isinstance(block, Choice))
    return choice


def of_region(question: Question, region: str) -> Question:
    return replace(question, view=replace(question.view, regions=(region,)))


def test_every_theme_that_is_offered_can_be_shown(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    offered = choices(themes_of(question))
    assert len(offered) > 10
    for theme, label in offered.items():
        choice = choice_of(shown(question, theme))
        assert (choice.chosen, choice.asked) == (theme, "")
        assert dict(choice.options)[theme] == label


def test_what_a_theme_seldom_named_costs_is_not_known(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    rare = themes_of(question).pooled[0]
    assert f"What is lost where “{rare.name}” is named is not known" in "\n".join(
        strings(shown(question, rare.theme_id))
    )


def test_a_theme_that_other_filters_do_not_hold_gives_way_with_a_word(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    region, lost = next(
        (region, theme)
        for region in question.data.regions
        for theme in choices(themes_of(question))
        if (here := choices(themes_of(of_region(question, region)))) and theme not in here
    )
    choice = choice_of(shown(question, lost, region))
    assert lost not in dict(choice.options)
    assert f"“{lost}” is not among those that answers name" in choice.asked
    assert f"“{dict(choice.options)[choice.chosen]}” is shown" in choice.asked


@pytest.mark.parametrize("theme", ["Nonsense", "[Sign in](http://evil.example)"])
def test_a_theme_that_there_is_not_is_said_and_the_first_is_shown(
    demo: Snapshot, settings: Settings, theme: str
) -> None:
    question = asked(demo, settings)
    choice = choice_of(shown(question, theme))
    assert f"The theme “{theme}” is not among those that answers name" in choice.asked
    assert choice.chosen == next(iter(choices(themes_of(question))))


def test_where_none_is_chosen_the_first_of_the_filters_is_shown(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    firsts = set()
    for region in question.data.regions:
        offered = choices(themes_of(of_region(question, region)))
        if offered:
            choice = choice_of(shown(question, None, region))
            assert (choice.chosen, choice.asked) == (next(iter(offered)), "")
            firsts.add(choice.chosen)
    assert len(firsts) > 1
