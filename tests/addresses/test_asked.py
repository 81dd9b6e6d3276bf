"""What an address asks of the filters: read as far as it can be meant, and never dropped in silence."""

from __future__ import annotations

import pytest

from dashboard.addresses.asked import asked
from dashboard.addresses.offered import AGAINST, Offered
from dashboard.periods import Calendar, choices, opening

FIRST, LAST = 2024 * 12, 2026 * 12 + 1
"""January 2024 to February 2026."""


def offered(calendar: Calendar | None = None, regions: tuple[str, ...] = ("North", "North East", "South")) -> Offered:
    calendar = calendar or Calendar()
    found = choices(FIRST, LAST, calendar.fiscal_start, calendar.fiscal_label, calendar.locale)
    periods = {period.label: period for period in (opening(FIRST, LAST, calendar), *found)}
    return Offered(regions, ("SMB", "Enterprise"), periods, AGAINST, calendar, FIRST)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Feb 2025", "Feb 2025"),
        ("feb 2025", "Feb 2025"),
        ("2025-02", "Feb 2025"),
        ("2025-2", "Feb 2025"),
        ("2025-Q1", "Q1 2025"),
        ("2025 q1", "Q1 2025"),
        ("Q1-2025", "Q1 2025"),
        ("2025", "12 months to Dec 2025"),
        ("2026", "FY2026 to Feb 2026"),
        ("2024-11/2025-01", "Nov 2024–Jan 2025"),
    ],
)
def test_a_period_may_be_typed(typed: str, label: str) -> None:
    found = asked({"period": [typed]}, offered(), ())
    meant = offered().periods[found.values["period"][0]]
    wanted = offered().periods[label]
    assert (meant.first, meant.last) == (wanted.first, wanted.last)
    assert bool(found.said) == (typed not in offered().periods)


def test_a_period_is_known_by_its_english_name_whatever_the_language() -> None:
    german = offered(Calendar(locale="de"))
    (label,) = asked({"period": ["Mar 2025"]}, german, ()).values["period"]
    assert german.periods[label].first == 2025 * 12 + 2


@pytest.mark.parametrize("typed", ["Feb 2023", "2023-02", "2023", "2025-13", "2025-Q5", "soon", "2024-01/2024-05/2025"])
def test_a_period_that_the_data_do_not_hold_is_said_to_be_left_out(typed: str) -> None:
    found = asked({"period": [typed]}, offered(), ())
    assert found.values == {"period": ()}
    assert f"“{typed}”, which these data do not have; it was left out" in found.said["period"]


@pytest.mark.parametrize("name", ["Region", "regions", "REGION", "territory"])
def test_a_filter_by_another_name_is_read_and_that_is_said(name: str) -> None:
    found = asked({name: ["South"]}, offered(), ())
    assert found.values == {"region": ("South",)}
    assert found.misnamed == (name,)
    assert found.said == {name: f"The link asks for “{name}”, which was read as the filter “region”."}


def test_a_value_is_read_as_the_one_that_it_comes_near_to() -> None:
    found = asked({"region": ["south"], "segment": ["Entreprise"]}, offered(), ())
    assert found.values == {"region": ("South",), "segment": ("Enterprise",)}
    assert "“Entreprise” was read as “Enterprise”" in found.said["segment"]


def test_what_may_be_several_is_left_out_and_they_are_named() -> None:
    twins = offered(regions=("Nordost", "Nordwest"))
    found = asked({"region": ["Nordest"]}, twins, ())
    assert found.values == {"region": ()}
    assert found.said["region"].endswith("all regions are shown. Near it: “Nordwest”, “Nordost”.")


def test_some_that_are_known_are_shown_beside_one_that_is_not() -> None:
    found = asked({"region": ["South", "Atlantis"]}, offered(), ())
    assert found.values == {"region": ("South",)}
    assert "“Atlantis”" in found.said["region"]
    assert "all regions are shown" not in found.said["region"]


def test_of_two_periods_one_is_shown_and_both_are_named() -> None:
    found = asked({"period": ["Feb 2026", "Jan 2026"]}, offered(), ())
    assert found.values == {"period": ("Feb 2026",)}
    assert found.said["period"] == (
        "The link asks for more than one period, “Feb 2026”, “Jan 2026”; “Feb 2026” is shown."
    )


def test_what_is_no_filter_is_said_to_be_none() -> None:
    found = asked({"shop": ["12"]}, offered(), ())
    assert not found.values
    assert "“shop”, which is no filter" in found.said["shop"]


@pytest.mark.parametrize("name", ["utm_source", "fbclid", "embed", "theme"])
def test_parameters_of_pages_and_of_others_are_nothing_to_speak_of(name: str) -> None:
    assert not asked({name: ["x"]}, offered(), ("theme",)).said


def test_what_is_offered_is_taken_without_a_word() -> None:
    query = {"region": ["North", "South"], "period": ["Q1 2025"], "against": ["vs period before"]}
    found = asked(query, offered(), ())
    assert {name: list(values) for name, values in found.values.items()} == query
    assert not found.said
