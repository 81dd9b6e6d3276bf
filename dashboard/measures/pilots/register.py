"""All pilots with what came of each, in the order in which they are told."""

from __future__ import annotations

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Pilot, PilotUnit, read_register
from dashboard.measures.pilots.judged import Tried, judge
from dashboard.measures.pilots.outcomes import DATASET

DATASETS = (Pilot.dataset, PilotUnit.dataset, DATASET)
"""All that pilots are judged from."""


@cached
def tried(data: Data) -> tuple[Tried, ...]:
    """Return every pilot: those that nobody has decided on first, the newest first in each."""
    found = [judge(data, pilot) for pilot in read_register(data, Pilot)]
    return tuple(sorted(found, key=_order))


def _order(one: Tried) -> tuple[bool, int, str, str]:
    began = one.pilot.starts_on
    return not one.pilot.undecided, -(began.toordinal() if began else 0), one.pilot.name, one.pilot.pilot_id
