"""Measures that mean something else than they did when a snapshot was published."""

from __future__ import annotations

from dashboard.measures.registry import MEASURES, Chosen, measure, measure_hash
from dashboard.snapshots.manifest import Manifest


def redefined(manifest: Manifest, settings: Chosen) -> tuple[str, ...]:
    """Return the names of the measures whose definition is another than the manifest tells, in the registry's order.

    Figures are computed of a snapshot's sums as they are defined now, so one of these may have been another figure when
    the snapshot was new. A measure that the manifest does not know is new, and none that was changed.
    """
    then = manifest.measures
    return tuple(name for name in MEASURES if name in then and then[name] != measure_hash(measure(name, settings)))
