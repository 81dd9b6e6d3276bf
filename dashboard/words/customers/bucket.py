"""The bucket as words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dashboard.data.view import View
from dashboard.measures.customers.bucket import Bucket, Ledger, Moves
from dashboard.settings import Settings
from dashboard.words.digits import adding_up, money_places, rounded
from dashboard.words.formats import Formats
from dashboard.words.plain import counted
from dashboard.words.revenue import per

NAME = "The bucket"
MEANING = (
    "Who was a customer at the start of the period and at its end, and what they brought then and now: in the month, "
    "or in the months that make a buyer count as active where revenue is of single sales. Opening, and what is new, "
    "came back or grew, less what shrank or was lost, is the closing. A customer of both ends counts by the difference "
    "alone. Periods of another length than one, three or twelve months are their months added up, so that one who left "
    "and came back within counts as both. Gained is what came and what grew; of it only replaced is as much as was "
    "lost. Who brings nothing at the end counts as lost, also where they only paused, and as back when they return."
)
STEPS = {
    "opening": "Opening",
    "new": "New",
    "back": "Back",
    "expansion": "Expansion",
    "contraction": "Contraction",
    "lost": "Lost",
    "closing": "Closing",
}
_LEAST_SHARE = 0.001
_OFF = 0.05
"""Part of a move by which what is written of it may be off, as rounding leaves two digits."""
UNEXPLAINED, LEDGER = "Not in customers' months", "Ledger"


def customers(found: Bucket, settings: Settings) -> str:
    """Return the finding in customers: '94 of 100 customers gained only replaced those lost'."""
    moves, formats = found.customers, Formats.of(settings)
    if not moves.gained:
        return f"No customer was gained, {counted(moves.lost, 'customer', settings.locale)} lost"
    gained = counted(moves.gained, "customer", settings.locale)
    if not moves.lost:
        return f"{gained} gained, none lost"
    if moves.lost >= moves.gained:
        return f"{gained} gained replaced only part of the {formats.count(moves.lost)} lost"
    share = round(100 * moves.replaced)
    if moves.gained < 100 or not 0 < share < 100:
        return f"{gained} gained, {formats.count(moves.lost)} lost"
    return f"{share} of 100 customers gained only replaced those lost"


def money(found: Bucket, settings: Settings) -> str:
    """Return the finding in money: '€970K a month came or grew, €610K left or shrank: 1.5 % more …'."""
    shown, places = _in_money(found)
    moves = [amount for name, amount, level in shown if not level and name != UNEXPLAINED]
    formats = Formats.of(settings)
    gained, gone = (_money(abs(sum(part)), places, settings) for part in (
        [amount for amount in moves if amount > 0], [amount for amount in moves if amount < 0],
    ))  # fmt: skip
    said, growth = f"{gained} {per(settings)} came or grew, {gone} left or shrank", rounded(100 * found.money.growth, 1)
    if growth != growth:
        return said
    if not growth:
        return f"{said}: as much as at the start"
    return f"{said}: {formats.percent(abs(growth) / 100)} {'more' if growth > 0 else 'less'} than at the start"


def of_customers(found: Bucket, settings: Settings) -> str:
    """Return how customers are counted, and how many there were: 'customers · 1,820 at the start'."""
    at_start = f"{Formats.of(settings).count(found.customers.opening)} at the start"
    return f"customers · {at_start}{_monthly(found)}"


def of_money(found: Bucket, settings: Settings) -> str:
    """Return what the money is, and how it is counted."""
    return f"revenue {per(settings)} of these customers{_monthly(found)}"


def _monthly(found: Bucket) -> str:
    return "" if found.across else " · its months added up"


def too_few(found: Bucket, settings: Settings) -> str:
    """Return what is said in place of a bucket of very few; nothing where there are enough."""
    most = max(found.customers.opening, found.customers.closing)
    if most >= settings.least_n:
        return ""
    few = counted(most, "customer", settings.locale)
    return f"{few} here, fewer than the {settings.least_n} from which on something is told of them."


def not_followed(view: View) -> str:
    """Return why there is no bucket of a period."""
    return (
        f"Customers were not followed for all of {view.period.label}: their revenue is not recorded from a month "
        "before it on to its end."
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the bucket: its name, its amount with its sign, how it is written, and whether it is a level."""

    name: str
    amount: float
    label: str
    level: bool = False


def steps_of_customers(found: Bucket, settings: Settings) -> tuple[Step, ...]:
    """Return the bars in customers."""
    formats = Formats.of(settings)
    kept = ("opening", "new", "back", "lost", "closing")
    return tuple(
        Step(name, amount, formats.count(amount, signed=not level), level)
        for name, amount, level in _signed(found.customers)
        if name in {STEPS[one] for one in kept}
    )


def steps_of_money(found: Bucket, settings: Settings) -> tuple[Step, ...]:
    """Return the bars in money, as they are written; what the ledger has besides, where it parts."""
    shown, places = _in_money(found)
    return tuple(
        Step(name, amount, _money(told, places, settings, signed=not level), level)
        for (name, amount, level), (_, told, _) in zip(_amounts(found), shown, strict=True)
    )


def _in_money(found: Bucket) -> tuple[list[tuple[str, float, bool]], int | None]:
    """Return the bars as they are shown, and with how many decimals: so that the largest move has two digits, and they
    add up as they are written. Where a small move between large levels would then be written as another than it is,
    each bar has its own digits (None), and is itself."""
    steps = _amounts(found)
    levels, moves = ([abs(amount) for _, amount, level in steps if level is kind] for kind in (True, False))
    places = max(money_places(max(levels)), money_places(max(moves)) - 1)
    shown = _adding_up(steps, places)
    if any(abs(told - amount) > _OFF * abs(amount) for told, (_, amount, _) in zip(shown, steps, strict=True)):
        return steps, None
    return [(name, told, level) for (name, _, level), told in zip(steps, shown, strict=True)], places


def _money(told: float, places: int | None, settings: Settings, *, signed: bool = False) -> str:
    own = money_places(told)
    more = -own if not told else 0 if places is None else places - own
    return Formats.of(settings).money(told, signed=signed, more=more)


def _amounts(found: Bucket) -> list[tuple[str, float, bool]]:
    """Return the bars in money: name, amount with its sign, and whether it is a level."""
    steps = _signed(found.money)
    kept = found.ledger
    if kept is not None and not kept.agrees(found.money.closing):
        steps += [(UNEXPLAINED, kept.difference(found.money.closing), False), (LEDGER, kept.amount, True)]
    return steps


def _adding_up(steps: list[tuple[str, float, bool]], places: int) -> list[float]:
    """Return amounts as they are shown: from each level by its moves to the next one."""
    shown = [rounded(amount, places) for _, amount, _ in steps]
    levels = [at for at, (_, _, level) in enumerate(steps) if level]
    for begin, end in pairwise(levels):
        moves = [amount for _, amount, _ in steps[begin + 1 : end]]
        shown[begin + 1 : end] = adding_up(moves, places, whole=shown[end] - shown[begin])
    return shown


def _signed(moves: Moves) -> list[tuple[str, float, bool]]:
    amounts = (
        ("opening", moves.opening), ("new", moves.new), ("back", moves.back), ("expansion", moves.expansion),
        ("contraction", -moves.contraction), ("lost", -moves.lost), ("closing", moves.closing),
    )  # fmt: skip
    return [(STEPS[name], amount + 0.0, name in ("opening", "closing")) for name, amount in amounts]


def ledger(found: Bucket, month: str, settings: Settings) -> str:
    """Return how the closing stands to the ledger: 'The ledger has €70.3M for Oct 2026: €0.1M more (0.2 %), …'."""
    kept, formats = found.ledger, Formats.of(settings)
    if kept is None:
        return "The ledger books nothing for these places and months, so that there is nothing to hold this against."
    difference = kept.difference(found.money.closing)
    share = abs(difference / kept.amount) if kept.amount else float("nan")
    more = "as much" if not round(difference) else f"{formats.money(abs(difference))} {_more(difference)}"
    part = f" ({_share(share, formats)})" if round(difference) else ""
    within = "within" if kept.agrees(found.money.closing) else "outside"
    said = f"The ledger has {formats.money(kept.amount)} for {month}: {more}{part}, {within} the tolerance of "
    return f"{said}{formats.percent(kept.tolerance)}.{_unallocated(kept, formats)}"


def credits_beside(found: Bucket, month: str, settings: Settings) -> str:
    """Return what was credited to who is no customer: 'Credits of €40 in Jan …'; nothing where none was."""
    if not round(found.credits):
        return ""
    amount = Formats.of(settings).money(-found.credits)
    return f"Credits of {amount} in {month} went to customers who had left by then, or never paid, and are not in this."


def _share(share: float, formats: Formats) -> str:
    return formats.percent(share) if share >= _LEAST_SHARE else f"less than {formats.percent(_LEAST_SHARE)}"


def _more(difference: float) -> str:
    return "more" if difference > 0 else "less"


def _unallocated(kept: Ledger, formats: Formats) -> str:
    if not round(kept.unallocated):
        return ""
    return f" {formats.money(kept.unallocated)} of the whole ledger belongs to no region or segment and is not in this."
