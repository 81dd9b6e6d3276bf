"""What really changed, as sentences: every part that can be said, and none that can't."""

from __future__ import annotations

import pytest

from dashboard.data.standing import Standing
from dashboard.measures.changes.news import Change, News
from dashboard.measures.changes.where import Mix, Place
from dashboard.measures.figure import Figure, YearOnYear
from dashboard.measures.themes.changes import ThemeChange
from dashboard.settings import Settings
from dashboard.statistics import Difference
from dashboard.words.language import THIN
from dashboard.words.overview import news
from tests.published import AS_OF, LAST, SETTINGS, view
from tests.words.examples import counted, figure

DACH = Place("region and segment", ("DACH", "Mid-market"), 0.9, 0.1)
SMALL = Mix("segment", ("Small business",), 0.46, 0.17, 0.0)
LESS = ThemeChange("onboarding", "Onboarding", Difference(-2.1, 0.6, -3.4, -0.8, -3.2, 0.001))
MORE = ThemeChange("late", "Late replies", Difference(1.04, 0.3, 0.44, 1.64, 3.2, 0.001))
USUAL = YearOnYear(enough=True, departure=-1, low=-0.0081, high=0.0064, p_value=0.001)


def told(
    changed: Figure,
    usual: YearOnYear | None = None,
    since: int | None = None,
    where: Place | Mix | None = None,
    theme: ThemeChange | None = None,
    settings: Settings = SETTINGS,
) -> str:
    sentence = str(news.news_sentence(Change(changed, usual, since, where, theme), settings))
    return sentence.replace(THIN, " ")


def test_all_that_can_be_said_at_once() -> None:
    assert told(figure(), since=LAST - 6, where=DACH, theme=LESS) == (
        "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2, since Mar 2026, mostly in DACH Mid-market; "
        "2.1 points less lost where “Onboarding” is named (0.8 to 3.4)."
    )


def test_the_finding_stands_apart_from_what_is_said_of_it() -> None:
    sentence = news.news_sentence(Change(figure(), None, None, None, None), SETTINGS)
    assert (sentence.finding, sentence.more) == ("Net promoter score rose 3.8 points", " (1.9 to 5.7) to 34.2.")


def test_one_point_is_one_point() -> None:
    assert told(figure(value=29.4), theme=MORE) == (
        "Net promoter score fell 1.0 point (−2.9 to +0.9) to 29.4; "
        "1.0 point more lost where “Late replies” is named (0.4 to 1.6)."
    )


@pytest.mark.parametrize(
    ("mix", "expected"),
    [
        (SMALL, "mostly by mix: Small business makes up 46 % of the answers, 17 % before."),
        (Mix("segment", ("Small business",), 0.46, 0.17, 2.9),
         "mostly by mix: Small business makes up 46 % of the answers, 17 % before; "
         "within segments it rose 2.9 points."),
        (Mix("mode", ("web",), 0.7, 0.3, -1.0), "mostly by mix: web makes up 70 % of the answers, 30 % before."),
        (Mix("region and segment", ("NA", "Small business"), 0.3, 0.1, 1.04),
         "mostly by mix: NA Small business makes up 30 % of the answers, 10 % before; "
         "within these parts it rose 1.0 point."),
    ],
)  # fmt: skip
def test_a_mix_says_what_shifted_and_what_happened_within(mix: Mix, expected: str) -> None:
    assert told(figure(value=26.6), where=mix) == f"Net promoter score fell 3.8 points (1.9 to 5.7) to 26.6, {expected}"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (counted("first_contact_resolution", 0.70, 0.74),
         "First-contact resolution fell 4.0 points to 70.0 %, where −0.8 to +0.6 is usual."),
        (counted("gross_revenue_retention", 0.918, 0.932),
         "Gross revenue retention (now against 12 months ago) fell 1.4 points to 91.8 %, outside its usual variation."),
        (counted("recurring_revenue", 48.2e6, 45e6),
         "Recurring revenue rose 7.1 % to €48.2M, outside its usual variation."),
    ],
)  # fmt: skip
def test_what_is_counted_in_full_says_what_is_usual(changed: Figure, expected: str) -> None:
    assert told(changed, USUAL) == expected


def test_in_another_language_numbers_are_set_as_it_sets_them() -> None:
    german = Settings(as_of=AS_OF, locale="de")
    assert told(figure(), since=LAST - 6, theme=LESS, settings=german) == (
        "Net promoter score rose 3,8 points (1,9 to 5,7) to 34,2, since März 2026; "
        "2,1 points less lost where “Onboarding” is named (0,8 to 3,4)."
    )
    assert told(counted("recurring_revenue", 48.2e6, 45e6), USUAL, settings=german) == (
        "Recurring revenue rose 7,1 % to 48,2\xa0Mio.\xa0€, outside its usual variation."
    )


def test_a_change_without_a_comparison_is_no_news() -> None:
    with pytest.raises(ValueError, match="nothing to be compared with"):
        told(figure(before=None))


def test_what_really_changed_says_how_much_and_how_sure() -> None:
    assert told(figure()) == "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2."
    assert told(figure(value=26.6)) == "Net promoter score fell 3.8 points (1.9 to 5.7) to 26.6."
    assert told(figure(), since=LAST - 6) == "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2, since Mar 2026."
    usual = YearOnYear(enough=True, departure=-1, low=-0.008, high=0.006, p_value=0.001)
    assert told(counted("first_contact_resolution", 0.70, 0.74), usual) == (
        "First-contact resolution fell 4.0 points to 70.0 %, where −0.8 to +0.6 is usual."
    )
    with pytest.raises(ValueError, match="nothing to be compared with"):
        told(figure(before=None))


def test_quiet_months_say_so() -> None:
    assert (
        news.nothing_changed(News((), 8), view(), SETTINGS)
        == "Nothing beyond noise among 8 measures taken together, against Q3 2025."
    )
    assert news.nothing_changed(News((), 0), view(), SETTINGS).startswith("No measure can be tested")
    assert news.nothing_changed(News((), 8), view(against=None), SETTINGS).startswith("Nothing to compare with")


def test_silence_hides_no_signal_and_nothing_withheld() -> None:
    assert news.news_notes(News((), 8), SETTINGS) == []
    alone = counted("journeys_on_time", 0.722, 0.907)
    assert news.news_notes(News((), 8, alone=(alone,)), SETTINGS) == [
        "A signal taken alone, which among so many measures can be chance: Journeys on time (down 18.5 points)."
    ]
    further = news.news_notes(News((), 8, further=(figure("csat", 0.85, 0.8),)), SETTINGS)
    assert further == ["Beyond noise as well: CSAT, top two boxes (up 5.0 points)."]
    hidden = figure("csat", standing=Standing("withheld", ("It failed its checks.",)))
    assert news.news_notes(News((), 7, hidden=(hidden,)), SETTINGS) == [
        "Not judged, because the numbers are withheld: CSAT, top two boxes."
    ]
    assert "the numbers are withheld" in news.nothing_changed(News((), 0, hidden=(hidden,)), view(), SETTINGS)
