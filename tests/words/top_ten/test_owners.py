"""Who answers for a theme, in words."""

from __future__ import annotations

from dataclasses import replace

from dashboard.words.language import THIN
from dashboard.words.top_ten import owners, ranks
from tests.published import SETTINGS
from tests.words.top_ten.examples import SHARED, SUPPORT, theme


def test_who_owns_a_theme_has_one_name_everywhere() -> None:
    assert owners.owner_name(SHARED) == owners.ACROSS == "cross-LOB"
    assert (owners.owner_name(SUPPORT), owners.owner_name(None)) == ("Support", "nobody owns it")
    assert ranks.theme_detail(theme(owner=SHARED), SETTINGS).endswith("183 mentions, cross-LOB")


def test_contributors_and_sponsor() -> None:
    assert owners.contributors(SHARED) == f"with Billing 70{THIN}% and Support 30{THIN}%; sponsor Ana"
    assert owners.contributors(SHARED, "ja") == "with Billing 70% and Support 30%; sponsor Ana"
    assert owners.contributors(replace(SHARED, contributors=(), sponsor=None)) == "no sponsor"
