"""Themes, and signs of mentions, that say again what the score says: found in the sums of theme_pairs alone.

A theme is meant to say why a score is what it is. One that follows from the score ('satisfied' wherever it is high, a
mention taken for praise because it is) explains nothing, and takes from the themes beside it what they do explain.

The rule. Answers fall into those of a high outcome and the others, and into those of a low one and the others. A theme
restates the score where, among at least `LEAST` answers that name it,

- the outcome as good as never varies: `PURE` of them are on one side of such a parting; and
- they are so many of that side that whether an answer names the theme tells `EXPLAINS` of the variance of the side it
  is on: r² of the two indicators, (p(cm) - p(c) p(m))² / (p(c) (1 - p(c)) p(m) (1 - p(m))), over all answers read in
  the months in which the theme is named. Where four answers in five are good, pure praise is no news; r² knows.

Why these. What people choose to name explains little: of the 85 mentions in two NHS trusts' public comments the most
is .083 (waiting), of the demo company's 59 it is .007. A tag that copies one class has an r² of 1; one that copies a
part of it, such as the scores of 0 to 3 that are two in five of a fifth of answers, still has .35. A complaint that
only detractors name, and one in ten of them, has less than .1.

Signs are held to the same rule, among mentions instead of answers: praise on one side of a parting, or complaint. What
people take from the words has exceptions (in the trusts' comments 3 % of praise is of the dissatisfied, at an r² of
.27), what is derived from the score has none: `DERIVED` of the mentions. Such signs are circular: points are then lost
to complaints because they are called so where the score is low. That is one finding for all signed mentions of the
metric, and themes are then looked at without their signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import summed
from data_checks.finding import Finding
from data_checks.numerals import numeral, percent
from data_checks.sentences import counted, listed
from queries.mentions import PRAISE, is_pooled, theme_of
from queries.scales import METRICS, STANDARD, Scales

Tables = Mapping[str, pa.Table]

THEMES = "theme_pairs.extract.restating"
SIGNS = "theme_pairs.extract.signs"
LEAST = 30
PURE = 0.95
DERIVED = 0.995
EXPLAINS = 0.25


def sides_of(metric: str, scales: Scales) -> Mapping[str, str]:
    """Return the sides of a parting with their scores: those of which the outcome is 1 and, of NPS, -1, and others."""
    sides = {"high": scales.of(metric).kept, "not high": scales.of(metric).others}
    return {**sides, "low": "0 to 6", "not low": "7 to 10"} if metric == "nps" else sides


MARKED = ("theme_pairs",)
_MEASURES = ("n", "weight", "y", "y_squared")


@dataclass(frozen=True)
class Sums:
    """Answers (or mentions) with the weights of those of a high and of a low outcome, and the months they are of."""

    n: float = 0.0
    weight: float = 0.0
    high: float = 0.0
    low: float = 0.0
    months: frozenset[int] = frozenset()

    @classmethod
    def of(cls, row: Mapping[str, float]) -> Sums:
        """Return a row's; an outcome is -1, 0 or 1, so that of y and its square either end can be told."""
        high, low = ((row["y_squared"] + sign * row["y"]) / 2 for sign in (1, -1))
        return cls(row["n"], row["weight"], max(high, 0.0), max(low, 0.0), frozenset([int(row["month"])]))

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.n + other.n, self.weight + other.weight, self.high + other.high, self.low + other.low,
            self.months | other.months,
        )  # fmt: skip

    def __sub__(self, other: Sums) -> Sums:
        """Leave out answers that were added twice; the months stay."""
        return replace(
            self, n=self.n - other.n, weight=self.weight - other.weight, high=self.high - other.high,
            low=self.low - other.low,
        )  # fmt: skip

    def sides(self) -> Mapping[str, float]:
        """Return the weight on each side of the two partings."""
        return {
            "high": self.high, "not high": self.weight - self.high, "low": self.low, "not low": self.weight - self.low,
        }  # fmt: skip


@dataclass(frozen=True)
class Restated:
    """The side that answers are nearly all on, with their part of them, its part that they are, and r²."""

    side: str
    pure: float
    held: float
    explained: float


def restated(named: Sums, among: Sums, metric: str, pure: float = PURE) -> Restated | None:
    """Return how a theme restates the score of the answers that it is named among; None where it does not."""
    if named.n < LEAST or not 0 < named.weight < among.weight:
        return None
    found = []
    for side in sides_of(metric, STANDARD):
        both, whole = named.sides()[side], among.sides()[side]
        if both < pure * named.weight or not 0 < whole < among.weight:
            continue
        apart = both * among.weight - named.weight * whole
        explained = apart**2 / (
            named.weight * (among.weight - named.weight) * whole * (among.weight - whole)
        )  # fmt: skip
        if apart > 0 and explained >= EXPLAINS:
            found.append(Restated(side, both / named.weight, both / whole, explained))
    return max(found, key=lambda one: one.explained, default=None)


def restating(tables: Tables, scales: Scales = STANDARD) -> Iterator[Finding]:
    """Look for signs that are derived from the score, and for themes that restate it."""
    if "theme_pairs" not in tables or "themed_answers" not in tables:
        return
    found: list[Finding] = []
    for metric in METRICS:
        mentions = _mentions(tables["theme_pairs"], metric)
        read = _read(tables["themed_answers"], metric)
        signs = _signs(mentions, metric, scales)
        found += signs
        if signs:
            mentions = _unsigned(mentions, tables["theme_pairs"], metric)
        found += [
            _theme(mention, named, (shown, sides_of(metric, scales)[shown.side]), metric, _name(tables, mention))
            for mention, named in mentions.items()
            if (shown := restated(named, _while(read, named.months), metric)) is not None
        ]
    yield from found
    for check, expected in ((THEMES, "no theme restates the score"), (SIGNS, "no sign is derived from the score")):
        if not any(finding.check == check for finding in found):
            yield Finding(
                check, "extract", "theme_pairs", "warning", True, "none", expected, f"theme_pairs: {expected}.",
                datasets=MARKED,
            )  # fmt: skip


def _signs(mentions: Mapping[str, Sums], metric: str, scales: Scales) -> list[Finding]:
    praise = sum((one for name, one in mentions.items() if name.startswith(PRAISE)), Sums())
    other = sum((one for name, one in mentions.items() if not name.startswith(PRAISE)), Sums())
    sides = {"praise": praise, "no praise": other}
    shown = {name: restated(one, praise + other, metric, DERIVED) for name, one in sides.items()}
    told = [
        f"{percent(one.pure)} of the {counted(sides[name].n, 'mention')} taken for {name} are of scores of "
        f"{sides_of(metric, scales)[one.side]}"
        for name, one in shown.items() if one is not None
    ]  # fmt: skip
    if not told:
        return []
    said = f"praise and complaint follow from the score of {METRICS[metric]}: {listed(told)}"
    finding = Finding(
        SIGNS, "extract", "theme_pairs", "warning", False, said, "no sign is derived from the score",
        f"theme_pairs: {said}; points lost to complaints, or added by praise, are circular.",
        "Set signed_mentions = false in northstar.toml, or have sentiment read from the words.",
        "mention_a", MARKED, tuple(sorted((praise + other).months)), metric,
    )  # fmt: skip
    return [finding]


def _theme(mention: str, named: Sums, found: tuple[Restated, str], metric: str, name: str) -> Finding:
    shown, scores = found[0], f"scores of {found[1]}"
    said = (
        f"{name} restates the score of {METRICS[metric]}: {percent(shown.pure)} of the {counted(named.n, 'answer')} "
        f"that name it have {scores}, and {percent(shown.held)} of all answers read with such scores name it"
    )
    return Finding(
        THEMES, "extract", "theme_pairs", "warning", False,
        f"{said} (r² {numeral(shown.explained, 2)})", "no theme restates the score", f"theme_pairs: {said}.",
        "Leave it out of response_themes, at the source or in the mapping: it tells no reason, and takes from the "
        "themes that do.",
        "mention_a", MARKED, tuple(sorted(named.months)), f"{metric} {mention}",
    )  # fmt: skip


def _name(tables: Tables, mention: str) -> str:
    """Return a theme by its name and id, and whether it is the praise of it."""
    if is_pooled(mention):
        return (
            "praise of the themes that are counted as one"
            if mention.startswith(PRAISE)
            else "what is counted as one theme"
        )
    theme = theme_of(mention)
    themes = tables["themes"].select(["theme_id", "name"]).to_pylist() if "themes" in tables else []
    name = next((row["name"] for row in themes if row["theme_id"] == theme and row["name"]), None)
    named = f"“{name}” ({theme})" if name and name != theme else f"“{theme}”"
    return f"praise of the theme {named}" if mention.startswith(PRAISE) else f"the theme {named}"


def _mentions(pairs: pa.Table, metric: str) -> dict[str, Sums]:
    """Return the answers that name each mention."""
    own = _of(metric, pairs, pc.equal(pairs.column("mention_a"), pairs.column("mention_b")))
    found: dict[str, Sums] = {}
    for row in summed(own, ("month", "mention_a"), _MEASURES).to_pylist():
        found[row["mention_a"]] = found.get(row["mention_a"], Sums()) + Sums.of(row)
    return found


def _unsigned(mentions: Mapping[str, Sums], pairs: pa.Table, metric: str) -> dict[str, Sums]:
    """Return the answers that name each theme, with whatever sign; those that name it with both count once."""
    found: dict[str, Sums] = {}
    for mention, named in mentions.items():
        theme = mention.removeprefix(PRAISE)
        found[theme] = found.get(theme, Sums()) + named
    one, other = (pairs.column(name) for name in ("mention_a", "mention_b"))
    praised = pc.or_(pc.equal(one, _praised(other)), pc.equal(other, _praised(one)))
    for row in summed(_of(metric, pairs, praised), ("month", "mention_a"), _MEASURES).to_pylist():
        found[row["mention_a"].removeprefix(PRAISE)] -= Sums.of(row)
    return found


def _praised(mentions: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(PRAISE, mentions, "")


def _read(answers: pa.Table, metric: str) -> dict[int, Sums]:
    """Return the answers that were read for themes, by month."""
    coded = _of(metric, answers, pc.equal(answers.column("coded"), 1))
    return {row["month"]: Sums.of(row) for row in summed(coded, ("month",), _MEASURES).to_pylist()}


def _while(read: Mapping[int, Sums], months: Iterable[int]) -> Sums:
    """Return the answers read from the first to the last of some months."""
    first, last = min(months), max(months)
    return sum((sums for month, sums in read.items() if first <= month <= last), Sums())


def _of(metric: str, table: pa.Table, kept: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.and_(pc.equal(table.column("metric"), metric), kept))
