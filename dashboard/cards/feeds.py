"""What each dataset feeds, declared once: measures by their formulas, and the blocks that are made of more.

Where a dataset is held back or withheld, these are the tiles that are; a test reads what the blocks really ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dashboard.measures import MEASURES, measure
from dashboard.measures.changes.news import FAMILY
from dashboard.measures.programme.decisions import SOURCES
from dashboard.measures.programme.rally_cry import DATASETS as RALLY_CRY
from dashboard.measures.themes.sums import DATASETS as THEMES
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.settings import Settings

_REGISTER = ("themes", "theme_stages", "theme_departments", "departments", "tasks")
"""What is known of a theme beside what it costs: its name, owner, stage and work."""

_FAMILY = tuple(dict.fromkeys(name for one in FAMILY for name in MEASURES[one].formula.datasets))
_TOP_TEN = (*THEMES, "theme_replicates", *_REGISTER)

BLOCKS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "What really changed": (*_FAMILY, *THEMES, "theme_replicates", *TAGGING, "themes", "departments"),
    "Needs a decision": (*SOURCES, "departments", "themes"),
    "Top Ten": _TOP_TEN,
    "Off the list": (*_TOP_TEN, *TAGGING),
    "Rally cry": RALLY_CRY,
    "Guiding principles": ("objectives",),
    "Targets": ("targets",),
    "Benchmarks": ("benchmarks",),
})  # fmt: skip
"""Block → the datasets that it reads, in the order of the pages. A principle's measures are named by themselves."""


def fed_by(datasets: Iterable[str], settings: Settings) -> list[str]:
    """Return the measures and blocks that stand on any of these datasets, as they are called on the pages."""
    wanted = set(datasets)
    entries = [measure(name, settings) for name in MEASURES]
    measures = [entry.label for entry in entries if wanted.intersection(entry.formula.datasets)]
    return measures + [block for block, read in BLOCKS.items() if wanted.intersection(read)]
