"""One chart of each kind."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa

from dashboard.blocks import Chart, Evidence, Head, Kind
from dashboard.screen.kit.samples.manifest import LAST, PUBLISHED

_REGIONS = ("EMEA North", "DACH", "Americas", "APAC 日本", "الشرق الأوسط")


def evidence() -> Evidence:
    """Return how the gallery's charts are known."""
    facts = (("Value", "34.2"), ("95 % interval", "32.1 to 36.3"), ("Counted", "12,408 answers"))
    return Evidence("Points lost: how do we know?", "Promoters less detractors, of 100 answers.", facts, ("answers",))


def chart_samples() -> tuple[Chart, ...]:
    """Return a chart of each kind, with the longest words that a page has."""
    return (
        _lines(), _bars(), _paired(), _stacked(), _waterfall(), _heat(), _dots(), _steps(), _bullet(), _path(),
        columns(),
    )  # fmt: skip


def _chart(kind: Kind, title: str, rows: list[dict[str, Any]], **more: Any) -> Chart:
    head = Head(
        name=f"G.{kind}",
        title=title,
        subtitle="all of Gallery · Jul to Sep 2026 · 12,408 answers",
        standing=PUBLISHED,
        alt=f"A chart of the kind {kind}",
        evidence=evidence,
    )
    return Chart(head, kind, pa.Table.from_pylist(rows), **more)


def _lines() -> Chart:
    rows = [
        {
            "x": float(LAST - back),
            "y": 30 + 4 * math.sin(back / 3) - back / 6 if back != 9 else None,
            "band_low": 22.0,
            "band_high": 34.0,
            "target": 36.5,
            "n": 2_000 + back,
            "mark": "New onboarding" if back == 14 else None,
        }
        for back in range(23, -1, -1)
    ]
    return _chart("lines", "Net promoter score: 2 of 9 months since January outside the usual", rows)


def _bars() -> Chart:
    rows = [
        {"x": 3.1 - 0.4 * at, "low": 2.4 - 0.4 * at, "high": 3.8 - 0.4 * at, "y": name, "order": at,
         "label": f"{3.1 - 0.4 * at:.1f} · rank {at + 1} to {at + 3}",
         "series": "cross-LOB" if at % 2 else "one line of business"}
        for at, name in enumerate(_REGIONS)
    ]  # fmt: skip
    return _chart("bars", "Five themes cost 11.5 points", rows, number=".1f", titles={"x": "points lost"},
                  series=("one line of business", "cross-LOB"))  # fmt: skip


def _paired() -> Chart:
    rows = [
        {"x": 80.0 - 5 * at - 9 * before, "y": name, "series": ("2026", "2025")[before], "order": at,
         "label": f"{80 - 5 * at - 9 * before} %"}
        for at, name in enumerate(_REGIONS) for before in (0, 1)
    ]  # fmt: skip
    return _chart("paired", "Each region kept more customers than the year before", rows, series=("2026", "2025"))


def _stacked() -> Chart:
    kinds = ("customer", "cost", "growth")
    rows = [
        {"x": float(3 + (at + part) % 4), "y": name, "series": kind, "order": at, "label": str(3 + (at + part) % 4)}
        for at, name in enumerate(_REGIONS) for part, kind in enumerate(kinds)
    ]  # fmt: skip
    return _chart("stacked", "Goals are mostly of cost", rows, series=kinds)


def _waterfall() -> Chart:
    steps = (("Opening", 1820, 1), ("Won", 521, 0), ("Back", 30, 0), ("Lost", -518, 0), ("Closing", 1853, 1))
    rows = [
        {"x": name, "y": float(amount), "total": total, "order": at, "label": f"{amount:,}".replace("-", "−")}
        for at, (name, amount, total) in enumerate(steps)
    ]
    return _chart("waterfall", "The bucket leaks: 94 of 100 customers gained only replaced those lost", rows)


def _heat() -> Chart:
    rows = [
        {"x": stage, "y": name, "value": 60.0 + 7 * ((at + on) % 5), "order": on, "order_y": at,
         "label": str(60 + 7 * ((at + on) % 5))}
        for at, name in enumerate(_REGIONS) for on, stage in enumerate(("Buy", "Begin", "Use", "Renew"))
    ]  # fmt: skip
    return _chart("heat", "Renewing is hardest in the Americas", rows)


def _dots() -> Chart:
    rows = [
        {"x": 95.0 - 4 * at, "low": 93.0 - 5 * at, "high": 96.0 - 3 * at, "y": name, "order": at, "n": 2_940 - 500 * at,
         "label": f"{95 - 4 * at} %"}
        for at, name in enumerate(_REGIONS)
    ]  # fmt: skip
    return _chart("dots", "What they did next: detractors left three times as often", rows)


def _steps() -> Chart:
    rows = [
        {"x": float(time), "y": 1 - time * (0.02 + 0.01 * of), "series": str(2024 + of), "mark": int(of == 2)}
        for of in range(3) for time in range(13 - 3 * of)
    ]  # fmt: skip
    return _chart("steps", "Each cohort leaves sooner than the one before", rows, number=".0%",
                  series=("2024", "2025", "2026"))  # fmt: skip


def _bullet() -> Chart:
    rows = [
        {"y": name, "x": 60.0 + 5 * at, "target": 75.0, "label": f"{60 + 5 * at} of 75", "order": at}
        for at, name in enumerate(_REGIONS)
    ]
    return _chart("bullet", "Two of five targets are met", rows)


def _path() -> Chart:
    rows = [
        {"x": name, "y": 0.79 + 0.01 * (at % 3), "low": 0.76, "high": 0.83, "target": 0.83, "order": at, "n": 500 + at,
         "note": "no owner" if at == len(_REGIONS) - 1 else "Services"}
        for at, name in enumerate(_REGIONS)
    ]  # fmt: skip
    return _chart("path", "Of five stages four are below their target", rows, number=".1%")


def columns() -> Chart:
    """Return the Top Ten as a strip of columns."""
    names = ("Passed from team to team", "Invoices are hard to understand", "The answer did not solve it",
             "A release breaks the routine", "Price rises without a reason", "Onboarding takes too long",
             "Promised more than delivered", "Data lost or bent in the migration of accounts", "Outages and slow hours",
             "It depends on the partner")  # fmt: skip
    rows = [
        {"x": name, "y": 2.9 - 0.22 * at, "label": f"{2.9 - 0.22 * at:.1f}", "order": at, "link": f"theme:t{at}",
         "series": "cross-LOB" if at in (0, 1, 9) else "one line of business"}
        for at, name in enumerate(names)
    ]  # fmt: skip
    chart = _chart("columns", "", rows, series=("one line of business", "cross-LOB"))
    head = Head(name="G.columns", title="Top Ten: these ten themes cost 19.1 points of NPS", finding=False,
                subtitle="Jul to Sep 2026", standing=PUBLISHED, alt="Points lost by theme")  # fmt: skip
    return Chart(head, "columns", chart.data, series=chart.series)
