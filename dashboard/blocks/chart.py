"""A chart as a value: a kind, and tidy data whose columns are roles. Its drawing, slide, table and words follow.

| kind       | roles                                                                                            |
|------------|--------------------------------------------------------------------------------------------------|
| lines      | x (month), y; low, high (band) · band_low, band_high (usual) · target · series · mark (milestone) · n |
| bars       | x (value), y (name); low, high · series · label · n · order                                         |
| paired     | x (value), y (name), series (two) · label · order                                                   |
| stacked    | x (value), y (name), series · label · order                                                         |
| waterfall  | x (name), y (amount), total (1 where it is a level) · label · order                                 |
| heat       | x (name), y (name), value · label · order, order_y                                                  |
| dots       | x (value), y (name); low, high · label · n · order                                                  |
| steps      | x (time), y (share); low, high · series · mark (the newest, incomplete)                             |
| bullet     | y (name), x (value), target · low, high · label · order                                             |
| columns    | x (name), y (value) · series · label · order · link                                                 |
| path       | x (name), y (value); low, high · target · note · label · n · order                                  |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa

from dashboard.blocks.head import Head

Kind = Literal["lines", "bars", "paired", "stacked", "waterfall", "heat", "dots", "steps", "bullet", "columns", "path"]


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart: ``data`` has a column a role (see above), ``titles`` say in words what a role holds ('points lost').

    ``number`` is d3's format of the values. ``series`` are the names of the series in the order of their colours;
    ``size`` is how much room it is given beside its neighbours. ``locale`` is the language of months and numbers.
    """

    head: Head
    kind: Kind
    data: pa.Table
    number: str = ",.0f"
    titles: Mapping[str, str] = field(default_factory=dict)
    series: tuple[str, ...] = ()
    size: Literal["small", "normal"] = "normal"
    locale: str = "en"

    def rows(self) -> list[dict[str, Any]]:
        """Return the data as plain values, a row a mark."""
        found: list[dict[str, Any]] = self.data.to_pylist()
        return found
