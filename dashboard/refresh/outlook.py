"""What the pages will show of a warehouse: which features can be drawn, and what the others lack.

It follows from what each feature declares that it stands on, and from what can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.features.feature import Feature, features
from dashboard.navigation import PAGES
from dashboard.settings import Settings

_LISTED = 4


def pages(settings: Settings, lacking: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield for each page what it will show; ``lacking`` are the datasets that cannot be read, with what they lack."""
    for page in PAGES:
        own = [feature for feature in features().values() if feature.page == page.slug]
        undrawn = {feature.name: _lacks(feature.needs, lacking) for feature in own}
        undrawn = {name: lacks for name, lacks in undrawn.items() if lacks}
        partly = {feature.name: _lacks(_other(feature, settings), lacking) for feature in own}
        partly = {name: lacks for name, lacks in partly.items() if lacks and name not in undrawn}
        yield f"{page.title}: {len(own) - len(undrawn)} of {len(own)} parts can be drawn."
        for lacks, names in _grouped(undrawn).items():
            yield f"    not drawn, for lack of {lacks}: {'; '.join(names)}"
        for lacks, names in _grouped(partly).items():
            yield f"    drawn in part, for lack of {lacks}: {'; '.join(names)}"


def _other(feature: Feature, settings: Settings) -> list[str]:
    return [name for name in feature.datasets(settings) if name not in feature.needs]


def _lacks(datasets: Sequence[str], lacking: Mapping[str, Sequence[str]]) -> str:
    """Return what the datasets lack, each once."""
    lacks = list(dict.fromkeys(what for name in datasets for what in lacking.get(name, ())))
    more = f" and {len(lacks) - _LISTED} more" if len(lacks) > _LISTED else ""
    return ", ".join(lacks[:_LISTED]) + more


def _grouped(found: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, lacks in found.items():
        groups.setdefault(lacks, []).append(name)
    return groups
