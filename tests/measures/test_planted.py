"""The planted events that news and list can show, by name; and silence where nothing was planted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.companies import UNTIL, company
from benchmarks.quiet import heard
from dashboard.blocks import Sentences
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.data.registers import Objective, read_register
from dashboard.data.view import View
from dashboard.demo.events import EVENTS
from dashboard.demo.planting import Event
from dashboard.features.journeys.bots import what_the_bot_contains
from dashboard.features.journeys.handling import handle_time
from dashboard.measures import MEASURES, read
from dashboard.measures.accounts.compared import compared
from dashboard.measures.changes.news import Change, what_changed
from dashboard.measures.changes.rate_and_mix import rate_and_mix
from dashboard.measures.customers.cohorts import cohorts
from dashboard.measures.customers.next_steps import NextSteps, next_steps
from dashboard.measures.customers.voices import modes, voices
from dashboard.measures.decisions.pilots import pilots_to_decide
from dashboard.measures.decisions.waiting import asking_of
from dashboard.measures.journeys.handling import handling
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.register import tried
from dashboard.measures.programme.conflicts import Conflict, conflicts
from dashboard.measures.themes.departures import Departure, departures
from dashboard.periods import Calendar, Kind, closing, earlier
from dashboard.settings import Settings
from dashboard.words.accounts import compared as accounts
from dashboard.words.overview import news

SETTINGS = Settings(as_of=UNTIL)
BY_NAME = {event.name: event for event in EVENTS}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """Return the demo company as `python -m dashboard demo` builds it."""
    return company(tmp_path_factory.mktemp("planted"), customers=20_000, answers=200_000, seed=2026, quiet=False)


def event(name: str) -> Event:
    return BY_NAME[name]


def changes(data: Data, kind: Kind = "quarter", back: int = 0, **places: tuple[str, ...]) -> dict[str, Change]:
    """Return the news of the period that closes so many months before the last one, by measure."""
    first, last = data.months
    period = closing(kind, last - back, Calendar())
    asked = View(places.get("regions"), places.get("segments"), period, earlier(period, "year", first))
    return {change.figure.measure: change for change in what_changed(data, asked, SETTINGS).changes}


def moved(change: Change) -> float:
    assert change.figure.difference is not None
    return change.figure.difference.value


def about(data: Data, change: Change, planted: Event) -> bool:
    """Whether a change is dated to the month in which the event began, give or take two."""
    return change.since is not None and abs(change.since - (data.months[1] - planted.since)) <= 2


def gone(data: Data, theme: str | None) -> Departure:
    view = View(None, None, closing("quarter", data.months[1], Calendar()), None)
    return next(one for one in departures(data, view, SETTINGS).themes if one.theme_id == theme)


def test_onboarding_repaired_and_felt(planted: Data) -> None:
    """What, where, since when, and which theme with it."""
    repaired = event("onboarding repaired, and felt")
    change = changes(planted)["nps"]
    assert moved(change) > 2
    assert change.where.place is not None
    assert change.where.place.labels == (repaired.region, repaired.segment)
    assert about(planted, change, repaired)
    assert change.theme is not None
    assert change.theme.theme_id == event("onboarding repaired").theme
    assert change.theme.difference.high < 0
    assert str(news.news_sentence(change, SETTINGS)).startswith("Net promoter score rose ")


def followed(data: Data, closing_month: int, **places: tuple[str, ...]) -> NextSteps:
    """What customers did until a month, by what they had said twelve months before it."""
    period = closing("month", closing_month, Calendar())
    found = next_steps(data, View(places.get("regions"), places.get("segments"), period, None), SETTINGS)
    assert found is not None
    return found


def test_the_unhappy_leave(planted: Data) -> None:
    """Of those who were unhappy when the wave began, far more left there than elsewhere, like for like."""
    wave = event("the unhappy leave")
    assert wave.region is not None
    elsewhere = tuple(region for region in planted.regions if region != wave.region)
    after_a_year = planted.months[1] - wave.since + 12
    there, others = (followed(planted, after_a_year, regions=places) for places in ((wave.region,), elsewhere))
    assert there.compared is not None
    assert others.compared is not None
    assert there.compared.clear
    assert there.compared.left.value > 1.5 * others.compared.left.value
    unhappy = there.of("detractor"), others.of("detractor")
    assert unhappy[0] is not None
    assert unhappy[1] is not None
    assert unhappy[0].kept.high < unhappy[1].kept.low


def test_small_businesses_leave_whatever_they_had_said(planted: Data) -> None:
    """Whatever they had said or not: since it began, even the silent among them stay less, as others do not."""
    leaving = event("small businesses leave")
    assert leaving.segment is not None
    elsewhere = tuple(segment for segment in planted.segments if segment != leaving.segment)
    months = planted.months[1] - leaving.since - 2, planted.months[1]
    for said in ("asked", "not_asked"):
        before, after = (followed(planted, month, segments=(leaving.segment,)).of(said) for month in months)
        assert before is not None
        assert after is not None
        assert after.kept.high < before.kept.low, said
        others = [followed(planted, month, segments=elsewhere).of(said) for month in months]
        assert others[0] is not None
        assert others[1] is not None
        assert others[1].kept.high > others[0].kept.low, said


def test_small_businesses_won_of_late_leave_sooner(planted: Data) -> None:
    """Of those who came to their first renewal since it began fewer stayed than of those before; of others as many."""
    leaving = event("small businesses leave")
    assert leaving.segment is not None
    elsewhere = tuple(segment for segment in planted.segments if segment != leaving.segment)
    period = closing("quarter", planted.months[1], Calendar())
    found = [
        cohorts(planted, View(None, segments, period, None), SETTINGS) for segments in ((leaving.segment,), elsewhere)
    ]
    there, others = (one.against if one is not None else None for one in found)
    assert there is not None
    assert others is not None
    assert there.clear
    assert there.newer < there.older
    assert not others.clear


def test_first_contact_solves_less(planted: Data) -> None:
    planted_event = event("first contact solves less")
    change = changes(planted, back=1)["first_contact_resolution"]
    assert moved(change) < 0
    assert change.where.place is not None
    assert change.where.place.way == "department"
    assert about(planted, change, planted_event)


def test_small_businesses_leave(planted: Data) -> None:
    planted_event = event("small businesses leave")
    period = closing("quarter", planted.months[1], Calendar())
    asked = View(None, (str(planted_event.segment),), period, earlier(period, "year", planted.months[0]))
    found = read(planted, "gross_revenue_retention", asked, SETTINGS)
    assert found.clear
    assert found.verdict.change < -0.02


CONFLICTS = (
    ("calls get shorter still", "handle_minutes", "down", "repairs wait for a depot", "resolution_hours", "down"),
    ("more small businesses won", "win_rate", "up", "small businesses leave", "gross_revenue_retention", "up"),
)
"""Two goals of two departments in one place: one event is good for the first one's measure, one bad for the other's."""


@pytest.mark.parametrize(("gain", "better", "its_way", "loss", "worse", "other_way"), CONFLICTS)
def test_one_measure_improves_while_another_worsens_there(
    planted: Data, gain: str, better: str, its_way: str, loss: str, worse: str, other_way: str
) -> None:
    first, second = event(gain), event(loss)
    assert (first.region, first.segment) == (second.region, second.segment)
    period = closing("quarter", planted.months[1], Calendar())
    places = [None if place is None else (place,) for place in (first.region, first.segment)]
    asked = View(places[0], places[1], period, earlier(period, "year", planted.months[0]))
    up, down = (read(planted, name, asked, SETTINGS) for name in (better, worse))
    assert up.clear
    assert down.clear
    assert (up.verdict.change > 0) == (its_way == "up")
    assert (down.verdict.change < 0) == (other_way == "up")
    of_departments = {
        one.department_id
        for one in read_register(planted, Objective)
        if one.open and (one.metric, one.direction) in ((better, its_way), (worse, other_way))
    }
    assert len(of_departments) >= 2


def test_a_price_rise_that_poses_as_expansion(planted: Data) -> None:
    planted_event = event("a price rise that poses as expansion")
    change = changes(planted, back=1, segments=(str(planted_event.segment),))["recurring_revenue"]
    assert moved(change) > 0
    assert about(planted, change, planted_event)


def test_from_telephone_to_web_is_mix_and_no_change_of_mind(planted: Data) -> None:
    planted_event = event("from telephone to web")
    change = changes(planted, "year", back=6, regions=(str(planted_event.region),))["nps"]
    assert moved(change) < 0
    assert change.composition is not None
    assert change.composition.way == "mode"


def test_a_theme_fixed_and_verified(planted: Data) -> None:
    found = gone(planted, event("a theme fixed and verified").theme)
    assert found.how == "fixed"
    assert found.verification.fall is not None
    assert found.verification.fall.low > 0


def test_a_theme_re_tagged_is_not_evaluable(planted: Data) -> None:
    found = gone(planted, event("a theme re-tagged").theme)
    assert (found.how, found.verification.reason) == ("not_evaluable", "rules_changed")


def test_of_all_themes_only_the_one_that_was_fixed_is_called_so(planted: Data) -> None:
    view = View(None, None, closing("quarter", planted.months[1], Calendar()), None)
    fixed = [one.theme_id for one in departures(planted, view, SETTINGS).themes if one.how == "fixed"]
    assert fixed == [event("a theme fixed and verified").theme]


def conflict(data: Data, one: str, other: str, back: int = 0) -> Conflict:
    """Return the conflict between goals of these titles in the quarter that closes so many months before the last."""
    period = closing("quarter", data.months[1] - back, Calendar())
    found = conflicts(data, View(None, None, period, earlier(period, "year", data.months[0])), SETTINGS).found
    return next(
        each for each in found if {one, other} <= {goal.title for goals in each.sides for goal in goals}
    )  # fmt: skip


def test_calls_get_shorter_and_first_contact_solves_less(planted: Data) -> None:
    """By data, and on the list: one gains, the other loses, since the months in which both events began."""
    found = conflict(planted, "Shorter calls and chats", "Solve it at the first contact", back=1)
    assert (found.rule, found.parted) == ("tension", True)
    assert [goal.title for goal in found.pairs[0]] == ["Shorter calls and chats", "Solve it at the first contact"]
    assert event("calls get shorter").since == event("first contact solves less").since
    assert found.since is not None
    assert abs(found.since - (planted.months[1] - event("first contact solves less").since)) <= 2


@pytest.mark.parametrize(
    ("gained", "lost", "ahead", "behind"),
    [
        ("calls get shorter still", "repairs wait for a depot", "Shorter calls and chats", "On site within three days"),
        ("more small businesses won", "small businesses leave", "Win more small businesses",
         "Keep the small businesses"),
        ("onboarding repaired, and felt", "a bad hand-off", "Courses for every new team",
         "Problems solved by the promised day"),
    ],
)  # fmt: skip
def test_goals_that_conflict_by_data(planted: Data, gained: str, lost: str, ahead: str, behind: str) -> None:
    """One gains and the other loses, where both were planted, since the month in which the loss began."""
    found, began = conflict(planted, ahead, behind), event(lost)
    assert found.parted
    assert [ahead, behind] in [[goal.title for goal in pair] for pair in found.pairs]
    assert event(gained).region in (None, *found.regions)
    assert began.segment is None or found.view.segments == (began.segment,)
    assert found.since is not None
    assert abs(found.since - (planted.months[1] - began.since)) <= 2


@pytest.mark.parametrize(
    ("other", "rule", "segment"),
    [
        ("Take the time that large customers need", "opposite", "Enterprise"),
        ("No second call about the same thing", "tension", "Public sector"),
    ],
)  # fmt: skip
def test_goals_that_conflict_by_rule(planted: Data, other: str, rule: str, segment: str) -> None:
    assert event("goals that conflict by rule")
    found = conflict(planted, "Shorter calls and chats", other)
    assert (found.rule, found.parted) == (rule, False)
    (pair,) = (pair for pair in found.pairs if other in [goal.title for goal in pair])
    assert {goal.segment for goal in pair} == {None, segment}
    assert frozenset({"support", "success"}) in found.departments


def test_where_nothing_was_planted_nothing_is_said(tmp_path: Path) -> None:
    """A few companies of what `python -m benchmarks.quiet` measures on twenty."""
    periods, loud, fixed = 0, 0, 0
    for seed in (1, 2, 3):
        data = company(tmp_path / str(seed), customers=2_000, answers=20_000, seed=seed, quiet=True)
        found = heard(data, ("month", "quarter"), months=12)
        periods, loud = periods + found.periods.total(), loud + found.loud.total()
        fixed += found.left["fixed"]
    assert periods == 72
    assert loud <= 0.05 * periods
    assert fixed == 0


def test_a_mix_shift_turns_round_that_each_segment_is_happier(planted: Data) -> None:
    planted_event = event("a mix shift, against a rise")
    period = closing("year", planted.months[1], Calendar())
    asked = View((str(planted_event.region),), None, period, earlier(period, "year", planted.months[0]))
    (one,) = rate_and_mix(planted, MEASURES["nps"], asked, SETTINGS)
    assert one.way == "segment"
    assert one.rate > one.least
    assert one.change < -one.least


def test_the_unhappy_leave_with_a_low_last_score(planted: Data) -> None:
    """There those who left had last scored far below those who stayed, and further than those who left elsewhere."""
    wave = event("the unhappy leave")
    period = closing("year", planted.months[1] - int(wave.until or 0), Calendar())
    there = voices(planted, View((str(wave.region),), (str(wave.segment),), period, None), SETTINGS).parted
    anywhere = voices(planted, View(None, None, period, None), SETTINGS).parted
    assert there is not None
    assert anywhere is not None
    assert there.difference.high < 0
    assert there.difference.value < anywhere.difference.value - 10


def test_from_telephone_to_web_is_seen_in_who_was_asked_how(planted: Data) -> None:
    switch = event("from telephone to web")
    period = closing("year", planted.months[1] - int(switch.until or 0) + 12, Calendar())
    asked = View((str(switch.region),), None, period, earlier(period, "year", planted.months[0]))
    found = modes(planted, asked, SETTINGS)
    assert found is not None
    assert found.split is not None
    phone = next(one for one in found.modes if one.name == "phone")
    assert phone.share_before - phone.share > 0.3
    assert found.split.mix < -3
    assert abs(found.split.mix) > abs(found.split.rate)


PLANTED_PILOTS = {
    "named_engineer": ("worked", "a pilot that worked"), "short_scripts": ("harmful", "a pilot that did harm"),
    "call_back": ("worked", "a pilot scaled and not repeated"), "quarterly_review": ("no_effect", ""),
    "video_onboarding": ("not_evaluable", ""), "invoice_hotline": ("not_evaluable", "a pilot where scores were low"),
}  # fmt: skip
"""Pilot → what came of it, and the event that made it so, or a trait."""


def pilots(data: Data) -> dict[str, Tried]:
    return {one.pilot.pilot_id: one for one in tried(data)}


@pytest.mark.parametrize("name", PLANTED_PILOTS)
def test_each_planted_pilot_gets_its_verdict(planted: Data, name: str) -> None:
    verdict, made = PLANTED_PILOTS[name]
    found = pilots(planted)[name]
    assert found.verdict == verdict
    if made and found.judged:
        assert found.lift is not None
        assert found.horizon is not None
        assert found.horizon.began == planted.months[1] - event(made).since
        # The size is a share of the hours that repairs took.
        assert (found.lift.value < 0) == (event(made).size < 0)
        assert max(abs(found.lift.low), abs(found.lift.high)) > 2


def test_why_a_planted_pilot_cannot_be_judged(planted: Data) -> None:
    """Too few units; and units that were picked because they were low, which come back by themselves."""
    found = pilots(planted)
    assert found["video_onboarding"].reasons == ("few_units",)
    assert found["invoice_hotline"].reasons == ("picked_low",)
    apart = found["invoice_hotline"].apart
    assert apart is not None
    assert apart.level.high < 0
    assert apart.expected > 0.05


def test_a_pilot_that_was_scaled_was_not_seen_again(planted: Data) -> None:
    again = pilots(planted)["call_back"].again
    assert again is not None
    assert (again.word, again.joined, again.units) == ("not_again", 6, 6)
    assert again.lift is not None
    assert again.lift.low < 0 < again.lift.high


def test_what_could_have_been_seen_of_a_pilot_that_did_nothing(planted: Data) -> None:
    lift = pilots(planted)["quarterly_review"].lift
    assert lift is not None
    assert lift.low < 0 < lift.high
    assert 3 < lift.smallest_detectable < 15


def test_what_becomes_of_the_planted_pilots_is_asked(planted: Data) -> None:
    found = {one.subject.partition(":")[2]: one.kind for one in pilots_to_decide(asking_of(planted, SETTINGS))}
    assert found == {
        "named_engineer": "pilot_worked", "quarterly_review": "pilot_no_effect", "video_onboarding": "pilot_not_judged",
        "call_back": "pilot_not_again",
    }  # fmt: skip


def newest(data: Data, back: int = 0) -> Question:
    period = closing("quarter", data.months[1] - back, Calendar())
    return Question(data, View(None, None, period, earlier(period, "year", data.months[0])), SETTINGS)


def test_calls_are_cut_shorter_where_the_first_contact_solves_less(planted: Data) -> None:
    """In the department in which both were planted, and in no other; and where depots closed, repairs take longer."""
    question = newest(planted)
    found = handling(planted, question.view, SETTINGS)
    shorter = event("calls get shorter")
    (there,) = [one for one in found.parted if one.where == "department"]
    assert there.place == shorter.department == event("first contact solves less").department
    assert [figure.measure for figure in there.better] == ["handle_minutes"]
    assert "first_contact_resolution" in [figure.measure for figure in there.worse]
    longer = [one.place for one in found.parted if "resolution_hours" in [figure.measure for figure in one.worse]]
    assert event("repairs wait for a depot").region in longer
    head, *_ = handle_time.blocks(question)
    assert isinstance(head, Sentences)
    (said,) = [one for one in head.sentences if one.link == f"department:{there.place}"]
    assert said.finding.startswith("Support: handle time fell ")
    assert " while first-contact resolution fell " in said.finding


def test_a_bot_contains_more_while_more_come_back(planted: Data) -> None:
    """'The bot contains more', and 'bot customers come back': both in one sentence, a month on, when it is known."""
    tiles, *_ = what_the_bot_contains.blocks(newest(planted, back=1))
    contained, back = tiles.head.title.split(", while ")
    assert re.fullmatch(r"The bot contained [\d.]+\u202f% \(up [\d.]+ points, clear rise\) of what it met", contained)
    assert re.fullmatch(
        r"[\d.]+\u202f% \(up [\d.]+ points, clear rise\) of those let go came back within 30 days", back
    )
    period = closing("quarter", planted.months[1] - event("the bot contains more").since - 1, Calendar())
    before = View(None, None, period, earlier(period, "year", planted.months[0]))
    for name in ("bot_contained", "bot_came_back"):
        assert not read(planted, name, before, SETTINGS).clear


def test_sponsors_choose_the_happy(planted: Data) -> None:
    """Sponsored accounts score far more than those alike, did so before they had a sponsor, and moved no more."""
    assert event("sponsors choose the happy").size
    found = compared(planted, View(None, None, closing("quarter", planted.months[1], Calendar()), None))
    assert found.matched > 50
    for name in ("score", "score_before"):
        one = found.of(name)
        assert one.clear
        assert one.difference.low > 10
    assert not found.of("score_change").clear
    told = accounts.title(found, SETTINGS)
    assert told.startswith("Sponsored accounts score ")
    assert ", as they did before they had a sponsor" in told
