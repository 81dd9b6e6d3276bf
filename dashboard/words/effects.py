"""Whether objectives and tasks moved their measure, as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dashboard.measures.programme.moves import EFFECTS, Effect

WORDS: Mapping[Effect, str] = MappingProxyType({
    "moved": "moved",
    "no_effect": "no effect",
    "moved_before": "had moved before",
    "too_early": "too early",
    "too_few": "too few to tell",
    "as_reported": "as reported",
    "not_known": "not known",
})  # fmt: skip

MEANING = (
    "One look each, at a date set when it began: of an objective the three months that end by its due date, of a done "
    "task the three months after it was due, or done where that was later. It moved its measure where the measure "
    "itself then lies, in its direction, beyond what the months before it began led to (95 %); what had moved before "
    "it began does not count. As reported: the measure is none of ours."
)


def told(effects: Counter[Effect], among: Iterable[Effect] = EFFECTS) -> str:
    """Return how many had which effect: '4 moved · 20 no effect · 25 too early'; what none had is left out."""
    return " · ".join(f"{effects[effect]} {WORDS[effect]}" for effect in among if effects[effect])
