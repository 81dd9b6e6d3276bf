"""What settings say, each described, and none that nobody reads."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from dashboard.delivery import AfterRefresh, Mail
from dashboard.settings import Accepted, CxLead, Milestone, NorthStar, Principle, Settings, SettingsError
from dashboard.verbatims import Verbatims

ROOT = Path(__file__).parents[1]
PARTS: tuple[type[BaseModel], ...] = (
    Settings, NorthStar, Principle, Milestone, CxLead, Accepted, Mail, AfterRefresh, Verbatims,
)  # fmt: skip


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_setting_is_read_somewhere() -> None:
    """A setting that is accepted and ignored would be a promise that nobody keeps."""
    sources = [path for path in (ROOT / "dashboard").rglob("*.py") if path.name != "settings.py"]
    nodes = (node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    read = {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
    own = (ROOT / "dashboard" / "settings.py").read_text("utf-8")
    read |= {node.attr for node in ast.walk(ast.parse(own)) if isinstance(node, ast.Attribute)}
    assert [f"{part.__name__}.{name}" for part in PARTS for name in part.model_fields if name not in read] == []


def test_a_principle_names_no_objectives_since_objectives_name_their_principle() -> None:
    with pytest.raises(ValidationError, match="objectives"):
        Principle.model_validate({"name": "Grow", "objectives": ["o1"]})


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("cx@example.com", True), ("Zoë, the lead <cx@example.com>", False), ('"Zoë, the lead" <cx@example.com>', True),
        ("a@example.com, b@example.com", False), ("cx", False), ("", False), ("undisclosed:;", False),
        ("cx@example.com\nBcc: all@example.com", False), ("cx@example.com\u2028Bcc: all@example.com", False),
    ],
)  # fmt: skip
def test_one_address_of_mail_is_one(text: str, taken: bool) -> None:
    def made() -> Mail:
        return Mail(host="mail.example.com", sender=text, recipients=("board@example.com",))

    if taken:
        assert made().sender == text
    else:
        with pytest.raises(ValidationError, match="address of mail"):
            made()


def test_a_password_is_sent_under_tls_alone() -> None:
    said = {"host": "mail.example.com", "sender": "cx@example.com", "recipients": ("board@example.com",)}
    assert Mail.model_validate(said | {"security": "none"}).user is None
    with pytest.raises(ValidationError, match="under starttls or tls alone"):
        Mail.model_validate(said | {"security": "none", "user": "northstar"})


def test_mail_goes_to_somebody_and_to_each_once() -> None:
    said = {"host": "mail.example.com", "sender": "cx@example.com"}
    assert Mail.model_validate(said | {"of_regions": {"NA": ("na@example.com",)}}).recipients == ()
    for nobody in ({}, {"recipients": ()}, {"of_regions": {"NA": ()}}):
        with pytest.raises(ValidationError, match="sent to nobody"):
            Mail.model_validate(said | nobody)
    twice = {"recipients": ("a@example.com",), "of_regions": {"NA": ("a@example.com",)}}
    with pytest.raises(ValidationError, match=r"a@example\.com stands among recipients"):
        Mail.model_validate(said | twice)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"what": "deck"}, "written to a file"),
        ({"what": "deck", "out": "a.pptx", "send": True}, "sent to nobody"),
        ({"what": "digest"}, "say which"),
        ({"what": "digest", "send": True, "outline": "a.toml"}, "no outline"),
        ({"what": "poster", "out": "a.pdf"}, "what"),
    ],
)
def test_what_follows_a_refresh_comes_to_something(said: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        AfterRefresh.model_validate(said)


def test_a_mandate_is_described_by_whatever_is_said_of_it() -> None:
    assert not Settings().cx_lead.described
    assert CxLead(budget=0).described
    for wrong in ({"email": "a@b.c"}, {"staff": -1}, {"name": " "}):
        with pytest.raises(ValidationError):
            CxLead.model_validate(wrong)


def test_months_are_the_last_sixty_complete_ones() -> None:
    today = date(2026, 3, 1)
    assert Settings().months(today) == (2021 * 12 + 2, 2026 * 12 + 1)
    named = Settings(first_month="2024-01")
    assert named.months(today) == (2024 * 12, 2026 * 12 + 1)
    with pytest.raises(SettingsError, match="name an earlier one"):
        named.months(date(2024, 1, 31))


def test_today_is_the_company_s_day_unless_the_data_stand_still() -> None:
    assert Settings(as_of=date(2025, 6, 30)).today() == date(2025, 6, 30)


def test_what_was_computed_under_other_settings_is_not_taken_for_theirs() -> None:
    settings = Settings()
    assert settings.cache_key == Settings().cache_key
    few = settings.model_copy(update={"least_n": settings.least_n + 1})
    assert few.cache_key == Settings(least_n=settings.least_n + 1).cache_key != settings.cache_key
