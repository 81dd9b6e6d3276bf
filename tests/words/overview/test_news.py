"""What really changed, as sentences: every part that can be said, and none that can't."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from dashboard.data.standing import Standing
from dashboard.measures.changes.composition import Composition
from dashboard.measures.changes.news import Change, News
from dashboard.measures.changes.where import Place, Where
from dashboard.measures.figure import Figure
from dashboard.measures.themes.changes import ThemeChange
from dashboard.measures.verdicts.verdict import Verdict, Word
from dashboard.settings import Settings
from dashboard.statistics import Difference
from dashboard.words.language import THIN
from dashboard.words.overview import news
from tests.published import AS_OF, LAST, SETTINGS, view
from tests.words.examples import counted, figure

DACH = Where(Place("region and segment", ("DACH", "Mid-market"), 0.9, 0.1))
SMALL = Composition("segment", "shifted", ("Small business",), 0.46, 0.17, 29.3, 30.2, -2.9, 1.1)
LESS = ThemeChange("onboarding", "Onboarding", Difference(-2.1, 0.6, -3.4, -0.8, -3.2, 0.001))
MORE = ThemeChange("late", "Late replies", Difference(1.04, 0.3, 0.44, 1.64, 3.2, 0.001))


def told(
    changed: Figure,
    since: int | None = None,
    where: Where = Where(None),  # noqa: B008 - a frozen value
    composition: Composition | None = None,
    theme: ThemeChange | None = None,
    settings: Settings = SETTINGS,
) -> str:
    sentence = str(news.news_sentence(Change(changed, since, where, composition, theme), settings))
    return sentence.replace(THIN, " ")


def usual(word: Word, change: float) -> Verdict:
    return Verdict(word, low=-0.0081, high=0.0064, change=change, departure=change)


def test_all_that_can_be_said_at_once() -> None:
    assert told(figure(), since=LAST - 6, where=DACH, theme=LESS) == (
        "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2, since Mar 2026, mostly in DACH Mid-market; "
        "2.1 points less lost where “Onboarding” is named (0.8 to 3.4)."
    )


def test_the_finding_stands_apart_from_what_is_said_of_it() -> None:
    sentence = news.news_sentence(Change(figure(), None, Where(None), None, None), SETTINGS)
    assert (sentence.finding, sentence.more) == ("Net promoter score rose 3.8 points", " (1.9 to 5.7) to 34.2.")


def test_one_point_is_one_point() -> None:
    assert told(figure(value=29.4), theme=MORE) == (
        "Net promoter score fell 1.0 point (−2.9 to +0.9) to 29.4; "
        "1.0 point more lost where “Late replies” is named (0.4 to 1.6)."
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (SMALL,
         "Net promoter score shows no clear change with the same weights for its segments (−2.9 to +1.1); "
         "as a whole it fell 3.8 points, while Small business made up 17 % of the answers and now 46 %."),
        (replace(SMALL, now=33.1, low=0.4, high=5.4),
         "Net promoter score rose 2.9 points with the same weights for its segments (0.4 to 5.4); "
         "as a whole it fell 3.8 points, while Small business made up 17 % of the answers and now 46 %."),
        (Composition("region", "left", ("South",), 0.0, 0.84, 71.2, 71.0, -2.0, 2.4),
         "Net promoter score shows no clear change in the regions of both periods (−2.0 to +2.4); "
         "as a whole it fell 3.8 points, while South made up 84 % of the answers and now 0 %."),
        (Composition("mode", "shifted", ("web",), 0.7, 0.3, 29.0, 30.0, math.nan, math.nan),
         "Net promoter score is 29.0 from 30.0 with the same weights for its modes; "
         "as a whole it fell 3.8 points, while web made up 30 % of the answers and now 70 %."),
    ],
)  # fmt: skip
def test_where_who_was_counted_has_changed_the_sentence_is_about_the_common_parts(
    found: Composition, expected: str
) -> None:
    assert told(figure(value=26.6), composition=found) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (SMALL, "no clear change with the same weights for its segments"),
        (replace(SMALL, now=33.1, low=0.4, high=5.4), "rose as well with the same weights for its segments"),
        (replace(SMALL, now=25.1, low=-8.0, high=-2.0), "fell with the same weights for its segments"),
        (replace(SMALL, low=math.nan, high=math.nan), "not to be judged with the same weights for its segments"),
    ],
)  # fmt: skip
def test_beside_the_whole_the_common_parts_are_told_without_another_number(found: Composition, expected: str) -> None:
    assert news.beside_the_whole(found, rose=True) == expected


def test_an_average_does_not_hide_its_parts() -> None:
    only = Where(Place("region", ("DACH",), 0.9, 0.2, only=True), ("UK & Nordics",))
    assert told(figure(), where=only) == (
        "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2, only in DACH; elsewhere no clear change; "
        "UK & Nordics fell."
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (counted("gross_revenue_retention", 0.918, 0.932, usual("clear", -0.014)),
         "Gross revenue retention (now against 12 months ago) fell 1.4 points to 91.8 %, usually −0.8 to +0.6 points."),
        (counted("recurring_revenue", 48.2e6, 45e6, usual("clear", 0.071)),
         "Recurring revenue rose 7.1 % to €48.2M, usually −0.8 to +0.6 %."),
        (counted("recurring_revenue", 45.1e6, 45e6, replace(usual("unusual", 0.002), low=0.01, high=0.03)),
         "Recurring revenue rose 0.2 % to €45.1M, less than usual, usually +1.0 to +3.0 %."),
    ],
)  # fmt: skip
def test_what_is_judged_by_its_own_changes_says_what_is_usual(changed: Figure, expected: str) -> None:
    assert told(changed) == expected


def test_in_another_language_numbers_are_set_as_it_sets_them() -> None:
    german = Settings(as_of=AS_OF, locale="de")
    assert told(figure(), since=LAST - 6, theme=LESS, settings=german) == (
        "Net promoter score rose 3,8 points (1,9 to 5,7) to 34,2, since März 2026; "
        "2,1 points less lost where “Onboarding” is named (0,8 to 3,4)."
    )
    revenue = counted("recurring_revenue", 48.2e6, 45e6, usual("clear", 0.071))
    assert told(revenue, settings=german).startswith("Recurring revenue rose 7,1 % to 48,2\xa0Mio.\xa0€, usually −0,8")


def test_a_change_without_a_comparison_is_no_news() -> None:
    with pytest.raises(ValueError, match="nothing to be compared with"):
        told(figure(before=None))


def test_what_really_changed_says_how_much_and_how_sure() -> None:
    assert told(figure()) == "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2."
    assert told(figure(value=26.6)) == "Net promoter score fell 3.8 points (1.9 to 5.7) to 26.6."
    assert told(figure(), since=LAST - 6) == "Net promoter score rose 3.8 points (1.9 to 5.7) to 34.2, since Mar 2026."
    with pytest.raises(ValueError, match="nothing to be compared with"):
        told(figure(before=None))


def test_quiet_months_say_so() -> None:
    assert (
        news.nothing_changed(News((), 8), view(), SETTINGS)
        == "Nothing beyond noise among 8 measures judged together, against Q3 2025."
    )
    small = news.nothing_changed(News((), 8, small=1), view(), SETTINGS)
    assert small == "No clear change among 8 measures judged together, against Q3 2025."  # one is beyond noise
    assert news.nothing_changed(News((), 0), view(), SETTINGS).startswith("No measure can be judged")
    assert news.nothing_changed(News((), 8), view(against=None), SETTINGS).startswith("Nothing to compare with")


def test_nothing_withheld_is_passed_over() -> None:
    assert news.news_notes(News((), 8), SETTINGS) == []
    further = news.news_notes(News((), 8, further=(figure("csat", 0.85, 0.8),)), SETTINGS)
    assert further == ["Clear as well: CSAT, top two boxes rose 5.0 points."]
    hidden = figure("csat", standing=Standing("withheld", ("It failed its checks.",)))
    assert news.news_notes(News((), 7, hidden=(hidden,)), SETTINGS) == [
        "Not judged, because the numbers are withheld: CSAT, top two boxes."
    ]
    assert "the numbers are withheld" in news.nothing_changed(News((), 0, hidden=(hidden,)), view(), SETTINGS)
