"""How much of what is personal in comments is masked, and how much is masked that is not: by kind and by language.

On the labelled set of tests/masking: comments in ten languages with one datum each, and innocent ones with orders,
years, prices and versions. A datum is masked where not one of its letters and digits is left; whatever is masked
beside it, and in innocent comments, is a false alarm. Also what it costs: time a comment, time and memory to load.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.machine import machine
from tests.masking.labelled import PATTERNS, Comment, accounts, comments, persons


@dataclass(frozen=True)
class Judged:
    """What became of a comment: whether its datum is masked, wholly, and what was masked beside it."""

    comment: Comment
    masked: bool
    alarms: tuple[str, ...]


def judged(found: Iterable[Comment], spans: Callable[[str], Sequence[object]]) -> list[Judged]:
    """Judge what a masker finds in comments."""
    return [_judged(comment, spans(comment.text)) for comment in found]


def _judged(comment: Comment, spans: Sequence[object]) -> Judged:
    places = [(span.start, span.end) for span in spans]  # type: ignore[attr-defined]
    covered = {at for start, end in places for at in range(start, end)}
    telling = [at for at in range(comment.start, comment.end) if comment.text[at].isalnum()]
    beside = [
        comment.text[start:end]
        for start, end in places
        if not comment.kind or end <= comment.start or start >= comment.end
    ]
    return Judged(comment, covered.issuperset(telling), tuple(beside))


def main() -> None:
    """Print recall and false alarms, and what masking costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print each datum that is not masked, and each alarm")
    asked = parser.parse_args()
    before, began = _megabytes(), time.perf_counter()
    from dashboard.refresh.masking import Masker, Names  # here, as what loading it costs is measured

    masker = Masker(Names.of(persons(), accounts()), PATTERNS)
    masker.spans("0171 5550199 anna@example.com")
    loaded, memory = time.perf_counter() - began, _megabytes() - before
    began = time.perf_counter()
    found = judged(comments(), masker.spans)
    seconds = time.perf_counter() - began
    print(machine())
    print(f"{len(found)} comments, {1000 * seconds / len(found):.2f} ms each; "
          f"loading took {loaded:.1f} s and {memory:.0f} MB")  # fmt: skip
    _print("kind", found, lambda one: one.comment.kind or "innocent")
    _print("language", found, lambda one: one.comment.language)
    for one in found if asked.misses else []:
        if one.comment.kind and not one.masked:
            print(f"missed: {one.comment.language} {one.comment.kind}: {one.comment.planted!r} in {one.comment.text!r}")
        if one.alarms:
            print(f"alarm: {one.comment.language} {one.alarms} in {one.comment.text!r}")


def _print(by: str, found: Sequence[Judged], of: Callable[[Judged], str]) -> None:
    planted, masked, alarmed, seen = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in found:
        for group in (of(one), "all"):
            seen[group] += 1
            planted[group] += bool(one.comment.kind)
            masked[group] += bool(one.comment.kind and one.masked)
            alarmed[group] += bool(one.alarms)
    print(f"\n{by:18} {'comments':>8} {'data':>6} {'masked':>7} {'recall':>8} {'comments with a false alarm':>28}")
    for group in seen:
        recall = f"{masked[group] / planted[group]:.1%}" if planted[group] else "-"
        alarms = f"{alarmed[group]} ({alarmed[group] / seen[group]:.1%})"
        print(f"{group:18} {seen[group]:8} {planted[group]:6} {masked[group]:7} {recall:>8} {alarms:>28}")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
