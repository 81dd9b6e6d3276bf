"""What an identity is, and the rules of which many are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, exceeds, missing_as_nought, summed, unequal

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


def brought(windows: pa.Table, keys: Sequence[str], names: tuple[str, str]) -> pa.Table:
    """Return a window's last customers and what they brought: none where credits left them below nought."""
    revenue = pc.subtract(windows.column("closing_revenue"), windows.column("credits"))
    return (
        windows.select([*keys, "closing_customers"]).append_column("revenue", revenue).rename_columns([*keys, *names])
    )


def correlated(
    name: str, count: str, *sums: tuple[str, str], products: Sequence[tuple[str, str, str]] = ()
) -> Callable[[Tables], Mismatch | None]:
    """Return the rule of Cauchy and Schwarz, true of any amounts that are summed over the same rows.

    (Σx)² ≤ n·Σx² of each of the sums, (Σxy)² ≤ Σx²·Σy² of each of the products. Squares are of hundredths, so that each
    may be half of one off.
    """

    def broken(tables: Tables) -> Mismatch | None:
        table = tables[name]
        rows = pc.cast(table.column(count), pa.float64())
        leeway = pc.multiply(rows, 0.01)
        found = [(rows, square, one) for one, square in sums]
        found += [(pc.add(table.column(first), leeway), second, both) for first, second, both in products]
        for one, other, product in found:
            least = pc.multiply(table.column(product), table.column(product))
            most = pc.multiply(one, pc.add(table.column(other), leeway))
            both = table.append_column("least", least).append_column("most", most)
            if mismatch := breaking(both, exceeds(both, "least", "most"), (product, other)):
                return mismatch
        return None

    return broken


def labelled_within(labelled: str, whole: str, count: str, *keys: str) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that along no dimension more bear a label than were counted: each bears one of it at most."""

    def broken(tables: Tables) -> Mismatch | None:
        along = summed(tables[labelled], (*keys, "dimension"), (count,)).group_by(list(keys))
        most = along.aggregate([(count, "max")]).rename_columns([*keys, "labelled"])
        counted = summed(tables[whole], keys, (count,)).rename_columns([*keys, "counted"])
        both = summed(pa.concat_tables([most, counted], promote_options="default"), keys, ("labelled", "counted"))
        both = missing_as_nought(both, ("labelled", "counted"))
        return breaking(both, exceeds(both, "labelled", "counted"), ("labelled", "counted"))

    return broken


def adds_up(name: str, *sums: tuple[str, tuple[str, ...]]) -> Callable[[Tables], Mismatch | None]:
    """Return the rule that parts make a whole, row by row."""

    def broken(tables: Tables) -> Mismatch | None:
        table = tables[name]
        found = (breaking(table, unequal(table, (whole,), parts), (whole, *parts)) for whole, parts in sums)
        return next((mismatch for mismatch in found if mismatch), None)

    return broken
