"""A chart of every kind, as pages draw them, and the same with other data, more rows, hostile names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from dashboard.blocks import Chart, Head, Kind

KINDS: tuple[Kind, ...] = (
    "lines", "bars", "paired", "stacked", "waterfall", "heat", "dots", "steps", "bullet", "columns", "path",
)  # fmt: skip
MONTH = 2024 * 12 + 9
HOSTILE = "datum.x || alert('no') \"quoted\" <b>bold</b> {{x}} ${y} \\ أهلا APAC 日本"
LONG = "A name of a thousand characters " * 32
THEMES = (
    "Billing clarity", "Onboarding takes too long", "Hand-offs between teams", "Ticket ageing", "Contract terms",
    "App outages", "Invoice errors", "Training", "Field visits", "Renewal notice",
)  # fmt: skip
STAGES = ("Buy", "Contract", "Onboard", "Use", "Get help", "Pay", "Renew")


def chart(kind: Kind, columns: Mapping[str, Sequence[Any]], **more: Any) -> Chart:
    head = Head(name=f"sample.{kind}", title=f"A sample of {kind}", alt=f"A sample of {kind}")
    return Chart(head, kind, pa.table({name: pa.array(values) for name, values in columns.items()}), **more)


def named(rows: int, names: Sequence[str] = THEMES) -> list[str]:
    return [names[at] if at < len(names) else f"{names[at % len(names)]} {at // len(names) + 1}" for at in range(rows)]


def wave(rows: int, seed: float = 0.0) -> list[float]:
    return [30 + 6 * math.sin(at / 3.7 + seed) + at * 0.2 + 1.3 * math.sin(at * 2.3 + seed) for at in range(rows)]


def lines(rows: int = 24, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    y = wave(rows, seed)
    return chart(
        "lines",
        {
            "x": [float(MONTH + at) for at in range(rows)],
            "y": y,
            "low": [value - 2.2 for value in y],
            "high": [value + 2.2 for value in y],
            "band_low": [27.0] * rows,
            "band_high": [37.0] * rows,
            "target": [38.0] * rows,
            "n": [1200.0 + at for at in range(rows)],
        },
        number=".1f",
    )


def history(rows: int = 48, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    y: list[float | None] = list(wave(rows, seed))
    if rows > 20:
        y[10], y[11], y[13] = None, None, None
    marks: list[str | None] = [None] * rows
    for at, words in (
        (2, "New portal"),
        (rows - 30, "Prices raised by four percent"),
        (rows - 28, "Hand-off desk opened"),
    ):
        if 0 <= at < rows:
            marks[at] = words
    if rows:
        marks[max(rows - 2, 0)] = "Answer once, answer right"
    return chart(
        "lines",
        {
            "x": [float(MONTH + at) for at in range(rows)],
            "y": y,
            "low": [None if value is None else value - 2.2 for value in y],
            "high": [None if value is None else value + 2.2 for value in y],
            "mark": marks,
            "n": [1200.0 + at for at in range(rows)],
        },
        number=".1f",
    )


def several(
    rows: int = 24, seed: float = 0.0, names: Sequence[str] = ("Enterprise", "Mid-market", "Small business")
) -> Chart:
    series = tuple(names[:3])
    return chart(
        "lines",
        {
            "x": [float(MONTH + at) for _ in series for at in range(rows)],
            "series": [name for name in series for _ in range(rows)],
            "y": [value + nth * 1.5 for nth in range(len(series)) for value in wave(rows, seed + nth / 3)],
        },
        number=".1f",
        series=series,
    )


def bars(rows: int = 10, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    x = [3.1 * 0.86**at + 0.05 * math.sin(seed + at) for at in range(rows)]
    return chart(
        "bars",
        {
            "y": named(rows, names),
            "x": x,
            "low": [value - 0.45 for value in x],
            "high": [value + 0.45 for value in x],
            "series": ["across departments" if at % 3 == 0 else "one department" for at in range(rows)],
            "label": [f"{value:.1f} · rank {at + 1} to {at + 3}" for at, value in enumerate(x)],
            "order": list(range(rows)),
        },
        number=".2f",
        titles={"x": "points lost, with 95 % interval", "y": "theme"},
        series=("one department", "across departments"),
    )


def paired(rows: int = 5, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    return chart(
        "paired",
        {
            "y": [name for name in named(rows, names) for _ in range(2)],
            "x": [20 + 9 * math.sin(at + seed) + 3 * nth for at in range(rows) for nth in range(2)],
            "series": ["this year", "year before"] * rows,
        },
        number=".1f",
        titles={"x": "hours to resolve"},
        series=("this year", "year before"),
    )


def stacked(rows: int = 5, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    parts = ("customer", "cost", "growth")
    return chart(
        "stacked",
        {
            "y": [name for name in named(rows, names) for _ in parts],
            "x": [2 + (at * 2 + nth * 3) % 5 + 0 * seed for at in range(rows) for nth in range(3)],
            "series": list(parts) * rows,
        },
        series=parts,
    )


def waterfall(
    rows: int = 5, seed: float = 0.0, names: Sequence[str] = ("Opening", "Won", "Back", "Lost", "Closing")
) -> Chart:
    amounts = [521.0 + seed, 30.0, -518.0]
    changes = [amounts[at % 3] for at in range(max(rows - 2, 0))]
    y = [1820.0, *changes, 1820.0 + sum(changes)][:rows]
    return chart(
        "waterfall",
        {
            "x": [names[0], *named(max(rows - 2, 0), names[1:-1]), names[-1]][:rows],
            "y": y,
            "total": [1 if at in (0, rows - 1) else 0 for at in range(rows)],
            "order": list(range(rows)),
            "label": [f"{v:,.0f}" if at in (0, rows - 1) else f"{v:+,.0f}".replace("-", "−") for at, v in enumerate(y)],
        },
    )


def money(rows: int = 7, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    steps = ("Opening", "Won", "Back", "Expansion", "Contraction", "Lost", "Closing")
    y = [68.1, 4.9, 0.3, 5.2, -2.7, -5.6, 70.2]
    return chart("waterfall", {"x": steps, "y": y, "total": [1, 0, 0, 0, 0, 0, 1]}, number="+.1f")


def heat(rows: int = 6, seed: float = 0.0, names: Sequence[str] = THEMES, signed: bool = False) -> Chart:
    stages = ("Discover", "Buy", "Onboard customers", "Use", "Renew", "Leave")
    cells = [(at, nth) for at in range(rows) for nth in range(len(stages))]
    value = [
        None if (at, nth) == (1, 2) else 24 + 20 * math.sin(at * 1.7 + nth + seed) - 24 * signed for at, nth in cells
    ]
    return chart(
        "heat",
        {"y": [named(rows, names)[at] for at, _ in cells], "x": [stages[nth] for _, nth in cells], "value": value},
        number="+.0f" if signed else ".0f",
    )


def dots(
    rows: int = 4, seed: float = 0.0, names: Sequence[str] = ("Promoters", "Passives", "Detractors", "Silent")
) -> Chart:
    x = [0.958 - 0.03 * at + 0.001 * seed for at in range(rows)]
    return chart(
        "dots",
        {
            "y": named(rows, names),
            "x": x,
            "low": [value - 0.012 for value in x],
            "high": [value + 0.009 for value in x],
            "n": [2940.0 - 37 * at for at in range(rows)],
        },
        number=".1%",
        titles={"x": "retained after 12 months"},
    )


def gaps(rows: int = 5, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    x = [-18 + 7.0 * at + seed for at in range(rows)]
    return chart(
        "dots",
        {"y": named(rows, names), "x": x, "low": [v - 6 for v in x], "high": [v + 6 for v in x], "n": [80.0] * rows},
        number="+.0f",
    )


def losses(rows: int = 4, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    """Return gaps of which most are losses, so that zero stands under how many were counted."""
    x = [-6 - 9.0 * (at % 4) + seed for at in range(rows)]
    columns: dict[str, Sequence[Any]] = {"y": named(rows, names), "x": x, "n": [150.0] * rows}
    columns |= {"low": [value - 13 for value in x], "high": [value + 12 for value in x]}
    return chart("dots", columns, number="+.0f", titles={"n": "mentions", "x": "gap"})


def steps(
    rows: int = 12, seed: float = 0.0, names: Sequence[str] = ("Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026")
) -> Chart:
    series = tuple(names[:4])
    cells = [(nth, at) for nth in range(len(series)) for at in range(max(1, rows - nth * 2))]
    y = [0.99 ** (at * (1 + nth / 2)) for nth, at in cells]
    return chart(
        "steps",
        {
            "x": [float(at) for _, at in cells],
            "series": [series[nth] for nth, _ in cells],
            "y": y,
            "low": [value - 0.01 for value in y],
            "high": [value + 0.01 for value in y],
            "mark": ["incomplete" if nth == 3 and at > 2 else None for nth, at in cells],
        },
        number=".1%",
        titles={"x": "months after the first purchase"},
        series=series,
    )


def cohorts(rows: int = 10, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    cells = [(nth, at) for nth in range(8) for at in range(rows - nth)]
    return chart(
        "steps",
        {
            "x": [float(at) for _, at in cells],
            "series": [f"Q{nth % 4 + 1} {2024 + nth // 4}" for nth, _ in cells],
            "y": [(0.975 - nth * 0.004) ** at for nth, at in cells],
            "mark": [1 if nth == 7 else None for nth, _ in cells],
        },
        number=".0%",
        titles={"x": "months"},
    )


def bullet(rows: int = 5, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    return chart(
        "bullet",
        {
            "y": named(rows, names),
            "x": [60 + 25 * math.sin(at + seed) for at in range(rows)],
            "target": [75.0] * rows,
            "low": [55.0] * rows,
            "high": [95.0] * rows,
        },
        number=".0f",
        titles={"x": "share of tasks on time, percent"},
    )


def columns(rows: int = 10, seed: float = 0.0, names: Sequence[str] = THEMES) -> Chart:
    y = [-3.1 * 0.85**at - 0.01 * seed for at in range(rows)]
    return chart(
        "columns",
        {
            "x": named(rows, names),
            "y": y,
            "series": ["across departments" if at % 3 == 0 else "one department" for at in range(rows)],
            "link": [f"theme:{at}" for at in range(rows)],
        },
        number=".1f",
        series=("one department", "across departments"),
        size="small",
    )


def rises(rows: int = 4, seed: float = 0.0, names: Sequence[str] = ("Jan", "Apr", "Jul", "Oct")) -> Chart:
    return chart("columns", {"x": named(rows, names), "y": [6.0 + 18 * at for at in range(rows)]}, number=",d")


def path(rows: int = 7, seed: float = 0.0, names: Sequence[str] = STAGES) -> Chart:
    y = [0.8 + 0.05 * math.sin(at + seed) for at in range(rows)]
    return chart(
        "path",
        {
            "x": named(rows, names),
            "y": [None if at == 4 else value for at, value in enumerate(y)],
            "low": [None if at == 4 else value - 0.03 for at, value in enumerate(y)],
            "high": [None if at == 4 else value + 0.02 for at, value in enumerate(y)],
            "target": [0.82 if at % 2 else None for at in range(rows)],
            "note": ["no owner" if at == rows - 1 else "Onboarding & Services" for at in range(rows)],
            "n": [900.0 - 50 * at for at in range(rows)],
        },
        number=".1%",
        titles={"y": "satisfied", "target": "target"},
    )


SAMPLES: dict[str, Callable[..., Chart]] = {
    "lines": lines,
    "bars": bars,
    "paired": paired,
    "stacked": stacked,
    "waterfall": waterfall,
    "heat": heat,
    "dots": dots,
    "steps": steps,
    "bullet": bullet,
    "columns": columns,
    "path": path,
}
MORE: dict[str, Callable[..., Chart]] = {
    "lines-history": history,
    "lines-several": several,
    "waterfall-broken": money,
    "heat-signed": lambda **more: heat(signed=True, **more),
    "dots-signed": gaps,
    "dots-losses": losses,
    "steps-cohorts": cohorts,
    "columns-up": rises,
    "lines-small": lambda **more: replace(lines(**more), size="small"),
    "dots-small": lambda **more: replace(dots(**more), size="small"),
    "waterfall-small": lambda **more: replace(waterfall(**more), size="small"),
}
"""Variants, and what stands beside others in small: each of several multiples."""
