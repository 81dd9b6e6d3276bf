"""A table of many rows: times are told by the company's clocks, with their hour."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.blocks import Cell, Column
from dashboard.screen.kit.long_table import _config

AT = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
WHEN = Column("when", "when", "day")


def test_a_time_keeps_its_hour_and_its_zone() -> None:
    kind = _config(WHEN, [Cell(), Cell("27 Nov 2026, 00:30", value=AT.astimezone(ZoneInfo("Europe/Berlin")))])[
        "type_config"
    ]
    assert (kind["type"], kind["timezone"]) == ("datetime", "Europe/Berlin")
    assert "HH:mm" in kind["format"]


def test_a_day_is_a_day() -> None:
    assert _config(WHEN, [Cell("26 Nov 2026", value=date(2026, 11, 26))])["type_config"]["type"] == "date"
