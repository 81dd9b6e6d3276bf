"""What the figures were measured on, and how they are printed."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence


def machine() -> str:
    """Return the machine in a line: cores, memory, Python, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {system}"


def report(what: str, values: Sequence[float], budget: str, unit: str = "ms") -> None:
    """Print median and 95th percentile of repeated measurements beside the budget."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    print(
        f"{what}: median {statistics.median(values):.0f} {unit}, p95 {high:.0f} {unit}, n {len(values)} "
        f"(budget {budget}); {machine()}"
    )
