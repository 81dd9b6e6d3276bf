"""Who answers for a theme, in words."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.words.language import THIN
from dashboard.words.top_ten import owners, ranks
from tests.published import SETTINGS
from tests.words.top_ten.examples import SHARED, SUPPORT, theme


def test_who_owns_a_theme_has_one_name_everywhere() -> None:
    assert owners.owner_name(theme(owner=SHARED)) == owners.ACROSS == "cross-LOB"
    assert owners.owner_name(theme(owner=SUPPORT)) == "Support"
    assert owners.owner_name(theme(owner=None)) == "nobody owns it"
    assert ranks.theme_detail(theme(owner=SHARED), SETTINGS).endswith("183 mentions, cross-LOB")


def test_where_no_register_of_themes_can_be_seen_nobody_is_said_to_own_one() -> None:
    unknown = theme(owner=None, unseen=frozenset({"themes"}))
    assert owners.owner_name(unknown) == ""
    assert ranks.theme_detail(unknown, SETTINGS).endswith("183 mentions")


def test_contributors_and_sponsor() -> None:
    assert owners.contributors(SHARED) == f"with Billing 70{THIN}% and Support 30{THIN}%; sponsor Ana"
    assert owners.contributors(SHARED, "ja") == "with Billing 70% and Support 30%; sponsor Ana"
    assert owners.contributors(replace(SHARED, contributors=(), sponsor=None)) == "no sponsor"


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=8), st.booleans())
def test_shares_of_contributors_add_up_as_they_are_shown(parts: list[float], one_unknown: bool) -> None:
    shares = [(f"d{place}", part / sum(parts)) for place, part in enumerate(parts)]
    unknown = [("Legal", None)] if one_unknown else []
    said = owners.contributors(replace(SHARED, contributors=(*unknown, *shares)))
    assert sum(map(int, re.findall(rf"(\d+){THIN}%", said))) == 100
    assert ("Legal," in said or "Legal and" in said) == one_unknown
