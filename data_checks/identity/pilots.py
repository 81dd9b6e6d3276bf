"""What must come out even of pilots and their units."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, exceeds, unequal
from data_checks.identity.rules import Identity, Tables, weights


def _spread(tables: Tables) -> Mismatch | None:
    """(Σwx)² ≤ Σw·Σwx²: true of any outcomes and weights that are summed over the same rows."""
    table = tables["pilot_outcomes"]
    squared = pc.multiply(table.column("total"), table.column("total"))
    most = pc.multiply(table.column("weight"), table.column("squares"))
    both = table.append_column("least", squared).append_column("most", most)
    return breaking(both, exceeds(both, "least", "most"), ("weight", "total", "squares"))


def _units(tables: Tables) -> Mismatch | None:
    """Each pilot's outcomes are of as many units as the register has: else an arm has lost, or won, some."""
    kept = tables["pilot_units"].group_by("pilot_id", use_threads=False).aggregate([([], "count_all")])
    kept = kept.rename_columns(["pilot_id", "kept"])
    told = tables["pilot_outcomes"].select(["pilot_id", "month", "units"])
    both = told.join(kept, "pilot_id", join_type="left outer", use_threads=False)
    return breaking(both, unequal(both, ("units",), ("kept",)), ("units", "kept"))


def _known(tables: Tables) -> Mismatch | None:
    """Each pilot that has outcomes is in the register."""
    known = pc.unique(tables["pilots"].column("pilot_id"))
    told = tables["pilot_outcomes"]
    strange = pc.invert(pc.is_in(told.column("pilot_id"), pa.array(known)))
    return breaking(told, strange, ("n",))


PILOTS: tuple[Identity, ...] = (
    Identity("pilot_outcomes.weights", ("pilot_outcomes",), "sums of weights are of the answers that are counted",
             weights("pilot_outcomes")),
    Identity("pilot_outcomes.squares", ("pilot_outcomes",), "sums and sums of squares are of the same outcomes",
             _spread),
    Identity("pilot_outcomes.units", ("pilot_outcomes", "pilot_units"),
             "a pilot's outcomes are of as many units as it has", _units),
    Identity("pilot_outcomes.pilots", ("pilot_outcomes", "pilots"), "each pilot that has outcomes is one of those kept",
             _known),
)  # fmt: skip
