"""Is a number ever false, whatever a company holds? Companies made up at random, beside plain SQL on their rows.

    python -m benchmarks.any_company [--seeds 1000] [--first 0] [--processes 2]

Prints how many companies were published, how many of their datasets were withheld and why, how many numbers were
compared by measure, which faults were planted, and every number that was false, every fault that was not set aside or
held back as it should be, every page that failed and every refresh that broke. Wanted: none.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import machine
from tests.any_company.judged import judge

MOST_REASONS = 12


@dataclass(frozen=True)
class Came:
    """What came of one seed: numbers compared by measure, the kinds of reasons to withhold and of faults that were
    planted, and what is wrong."""

    seed: int
    compared: Counter[str]
    withheld: Counter[str]
    planted: Counter[str]
    wrong: tuple[str, ...]


def came_of(seed: int) -> Came:
    """Judge one company."""
    with tempfile.TemporaryDirectory(prefix="northstar-company-") as folder:
        try:
            judged = judge(seed, Path(folder))
        except Exception as error:  # noqa: BLE001 - that it broke, whatever by, is what is looked for
            return Came(seed, Counter(), Counter(), Counter(), (f"broke: {type(error).__name__}: {error}",))
    wrong = (*judged.wrong, *([f"not published: {judged.told}"] if judged.told else []))
    reasons = Counter(_kind(reason) for reason in judged.withheld.values())
    return Came(seed, Counter(judged.compared), reasons, Counter(judged.planted), wrong)


def _kind(reason: str) -> str:
    """Return a reason without what is of one company: its numbers and names."""
    return re.sub(r"[\d,.]+", "n", reason.split(". ")[0])[:110]


def main() -> int:
    """Run, print, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    began = time.monotonic()
    with ProcessPoolExecutor(asked.processes) as pool:
        found = list(pool.map(came_of, range(asked.first, asked.first + asked.seeds), chunksize=5))
    compared = sum((one.compared for one in found), Counter[str]())
    withheld = sum((one.withheld for one in found), Counter[str]())
    print(f"{machine()}; {time.monotonic() - began:.0f} s")
    print(f"{len(found)} companies, {compared.total():,} numbers compared, {withheld.total():,} datasets withheld")
    print("  " + ", ".join(f"{name} {count:,}" for name, count in compared.most_common()))
    planted = sum((one.planted for one in found), Counter[str]())
    print("  planted: " + ", ".join(f"{kind} {count:,}" for kind, count in planted.most_common()))
    for reason, count in withheld.most_common(MOST_REASONS):
        print(f"  withheld {count:4}: {reason}")
    wrong = [(one.seed, said) for one in found for said in one.wrong]
    for seed, said in wrong:
        print(f"  WRONG {seed}: {said}")
    print("none is false, none is broken: met" if not wrong else f"{len(wrong)} are wrong: missed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
