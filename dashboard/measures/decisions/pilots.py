"""Pilots that are ready to scale, stop or repeat: what becomes of each?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dashboard.data.registers import Decision, department_names, read_register
from dashboard.measures.decisions.pending import Asking, Kind, Pending, in_order
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.register import DATASETS as PILOTS
from dashboard.measures.pilots.register import tried
from dashboard.periods import last_day

DATASETS = (*PILOTS, Decision.dataset)

_ASKED: dict[str, Kind] = {
    "worked": "pilot_worked", "harmful": "pilot_harmful", "no_effect": "pilot_no_effect",
    "not_evaluable": "pilot_not_judged",
}  # fmt: skip


def pilots_to_decide(asking: Asking) -> Iterator[Pending]:
    """Ask what becomes of each pilot whose months are over and on which nobody has decided.

    Of one that was adopted or scaled it is asked where it did harm, or was not seen again in the units that joined
    later; of one that worked and was not seen again, that is asked, and not whether to scale it. It is open since the
    months were over that told it: what was decided before was decided without them.
    """
    names = department_names(asking.data)
    for one in tried(asking.data):
        kind, since = _asked(one)
        if kind is None or since is None or since > asking.today:
            continue
        pilot = one.pilot
        of_whom = names.get(pilot.department_id or "", pilot.department_id) or None
        yield Pending(
            kind, f"pilot:{pilot.pilot_id}", pilot.name or pilot.pilot_id, of_whom, since, asking.days(since), since
        )


def waiting_pilots(asking: Asking) -> tuple[Pending, ...]:
    """Return what is asked of pilots and was not answered, in its order."""
    taken = read_register(asking.data, Decision)
    return in_order(
        one
        for one in pilots_to_decide(asking)
        if not any(decision.answers(one.subject, one.asked_on, asking.today) for decision in taken)
    )


def _asked(one: Tried) -> tuple[Kind | None, date | None]:
    if one.horizon is None:
        return None, None
    over, again = last_day(one.horizon.after[1]), one.again
    if not (one.pilot.undecided or one.pilot.spread):
        return None, None
    if one.verdict == "harmful":
        return "pilot_harmful", over
    lost = again is not None and again.word in ("not_again", "harmful")
    if again is not None and again.until is not None and lost and (one.pilot.spread or one.verdict == "worked"):
        return "pilot_not_again", max(over, last_day(again.until))
    return (_ASKED.get(one.verdict), over) if one.pilot.undecided else (None, None)
