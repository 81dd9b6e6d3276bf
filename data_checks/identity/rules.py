"""What an identity is, and the rules of which many are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, exceeds, unequal

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Identity:
    """A rule over one or several datasets; ``broken`` returns where it does not hold.

    Datasets of one group are published, or carried over, together. A rule over others is ``of_one_run``: it is looked
    at where all came back in one, speaks of the first of them, and stops that one alone.
    """

    check: str
    needs: tuple[str, ...]
    expected: str
    broken: Callable[[Tables], Mismatch | None]
    of_one_run: bool = False

    @property
    def stops(self) -> tuple[str, ...]:
        """The datasets that are not published where it does not hold."""
        return self.needs[:1] if self.of_one_run else self.needs


def weights(name: str) -> Callable[[Tables], Mismatch | None]:
    """(Σw)² ≤ n·Σw²: true of any weights, and no longer of sums that were not summed over the same answers."""

    def broken(tables: Tables) -> Mismatch | None:
        table = tables[name]
        weight = table.column("weight")
        squared = pc.multiply(weight, weight)
        most = pc.multiply(pc.cast(table.column("n"), pa.float64()), table.column("weight_squared"))
        both = table.append_column("least", squared).append_column("most", most)
        return breaking(both, exceeds(both, "least", "most"), ("n", "weight", "weight_squared"))

    return broken


def ordered(name: str, *bounds: tuple[str, str]) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that one measure never exceeds another."""

    def broken(tables: Tables) -> Mismatch | None:
        found = (breaking(tables[name], exceeds(tables[name], more, less), (more, less)) for more, less in bounds)
        return next((mismatch for mismatch in found if mismatch), None)

    return broken


def adds_up(name: str, *sums: tuple[str, tuple[str, ...]]) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that parts make a whole, row by row."""

    def broken(tables: Tables) -> Mismatch | None:
        table = tables[name]
        found = (breaking(table, unequal(table, (whole,), parts), (whole, *parts)) for whole, parts in sums)
        return next((mismatch for mismatch in found if mismatch), None)

    return broken
