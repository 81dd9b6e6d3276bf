"""The datasets: what is extracted, of which kind, at which grain, from which tables of the contract.

A dataset's query stands beside this module under the dataset's name. Its columns come in the order
written here: the grain first, then the measures. Months are whole numbers, ``year * 12 + month - 1``,
so that they can be compared and subtracted alike on every engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from queries.kinds.cubes import CUBES
from queries.kinds.dataset import Dataset, Kind
from queries.kinds.registers import REGISTERS
from queries.kinds.samples import SAMPLES
from queries.kinds.windows import FOLLOWED

__all__ = ["BY_NAME", "DATASETS", "Dataset", "Kind"]

WINDOWS = (1, 3, 12)
"""Lengths, in months, of the windows over which customers are followed."""

MAX_THEMES = 60
"""Themes kept apart in the cube of pairs, and in sets of themes, which are whole numbers of so many bits; the rest are
pooled."""

MAX_LABELS = 200
"""Labels of a dimension kept apart; the rest are one, without a name."""

LAGS = 24
"""Months, the present one among them, over which a customer's answers are held together: two years, one after the
other, are compared."""

THEME_LAGS = 12
"""The same for what names a theme: as many as the longest window of the Top Ten."""


DATASETS: tuple[Dataset, ...] = (*CUBES, *FOLLOWED, *SAMPLES, *REGISTERS)
"""Every dataset."""

BY_NAME: Mapping[str, Dataset] = MappingProxyType({dataset.name: dataset for dataset in DATASETS})
"""Dataset name → dataset."""
