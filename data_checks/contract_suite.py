"""The checks that follow from the contract: nulls, ranges, allowed values, past dates, keys and references."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from types import MappingProxyType

from great_expectations.expectations.core import (
    ExpectColumnValuesToBeBetween,
    ExpectColumnValuesToBeInSet,
    ExpectColumnValuesToBeNull,
    ExpectColumnValuesToNotBeNull,
)
from great_expectations.expectations.expectation import Expectation

from data_checks.checks import Check, Grade, never, severity_of
from data_checks.reach import Reach
from data_checks.read_as import counted_as_missing
from data_checks.sentences import a, listed, noun
from data_checks.tables import Day, Readable
from queries.contract import CONTRACT, Column
from queries.reading import Strays
from queries.scales import METRICS
from queries.source import NO_NUMBER
from queries.subjects import KEPT_IN

ZONES = timedelta(days=1)
"""Leeway for the future: a source may keep its times in a zone that is a day ahead."""

KINDS: Mapping[str, str] = MappingProxyType({
    "integer": "a number", "number": "a number", "boolean": "a word for yes or no", "date": "a day",
    "timestamp": "a time",
})  # fmt: skip
"""Type of the contract → what a value of it is called."""

TRANSLATED = (
    "Say in its SELECT for which of them each stands, and leave out what stands for none: case {name} when '…' then "
    "'{first}' … end as {name}. Or correct {{them}} at the source."
)
OFF_SCALE = (
    "If this is asked on another scale, say so in northstar.toml: under [scales], {metric} = [1, 10] for 1 to 10. If "
    "not, correct {them} at the source: a code such as 99 is no score."
)
Named = Mapping[str, Collection[str]]
"""Kind of a subject → the names that there are of it, where no table keeps them."""

ADVISORY_VALUES: Mapping[tuple[str, str], str] = MappingProxyType({
    ("finance", "line"): "A ledger has more lines than these; what is not one of them is not shown.",
    ("support_cases", "bot_outcome"): "What a bot's outcome is called changes with the bot.",
})  # fmt: skip
"""Columns in which values beyond the contract's are no fault, with the reason."""


REGIONS, REGION = "regions", "region"
"""Where regions are listed, and what they are called there: one that is not is shown, but is part of none."""


def row_checks(table: Readable, reach: Reach, day: Day) -> Iterator[Check]:
    """Yield what the contract says of each column that is there and of its type."""
    for column in table.columns:
        datasets = reach.of(table.name, column.name)
        if column.required:
            yield _not_null(table, column, datasets)
        yield from _values(table, column, datasets)
        if column.name in table.unbounded:
            strays = _strays(table, column)
            yield _of_its_kind(table.name, column, datasets, strays) if strays else _real(table.name, column, datasets)
        if column.past:
            yield _past(table.name, column, datasets, day)
        if column.type == "date" and column.name == "month":
            yield _first_of_month(table.name, column, datasets)


def value_checks(table: Readable, reach: Reach) -> Iterator[Check]:
    """Yield what the contract says of the values that a column may hold."""
    for column in table.columns:
        yield from _values(table, column, reach.of(table.name, column.name))


def _values(table: Readable, column: Column, datasets: tuple[str, ...]) -> Iterator[Check]:
    if column.scale:
        low, high, _ = table.scales.of(column.scale)
        within = replace(column, minimum=low, maximum=high)
        action = OFF_SCALE.format(metric=column.scale, them="{them}")
        yield replace(_range(table.name, within, datasets), action=action)
    elif column.minimum is not None or column.maximum is not None:
        yield _range(table.name, column, datasets)
    if column.allowed:
        yield _allowed(table.name, column, datasets)


def tally_checks(table: Readable, reach: Reach, others: Mapping[str, Readable], named: Named) -> Iterator[Check]:
    """Yield what needs more than a look at each row: the key, the references and the subjects of the rows looked at."""
    key = CONTRACT[table.name].key
    if key and all(table.has(column) for column in key):
        yield _unique(table, key, reach.of(table.name))
    for column in table.columns:
        target = others.get(column.references or "")
        if column.references and target and target.has(_target_key(column.references)):
            yield _reference(table, column, target, reach.of(table.name, column.name))
        elif column.name == REGION and REGIONS in others and table.name != REGIONS and others[REGIONS].has(REGION):
            yield _reference(table, column, others[REGIONS], reach.of(table.name, column.name), "advisory")
        if column.subjects:
            yield _subject(table, column, others, named, reach.of(table.name, column.name))


def _not_null(table: Readable, column: Column, datasets: tuple[str, ...]) -> Check:
    """What is no number is read as missing, and is told as what it is, not here."""
    expected = f"every {noun(table.name)} has {a(column.name)}"
    fault = f"{{have}} no {column.name}{counted_as_missing(column.name, table.readings)}"
    if column.name in table.unbounded:
        return never(
            table.name, f"{column.name}.null", f"{column.name} is null and {NO_NUMBER}{column.name} = 0",
            expected=expected, fault=fault, column=column.name, datasets=datasets, grade="strict",
        )  # fmt: skip
    expectation = ExpectColumnValuesToNotBeNull(column=column.name, severity=severity_of("strict"))
    return Check(
        f"{table.name}.{column.name}.null", expected, fault, column.name, datasets,
        expectation=expectation, where=f"{column.name} is null",
    )  # fmt: skip


def _range(table: str, column: Column, datasets: tuple[str, ...]) -> Check:
    low, high = column.minimum, column.maximum
    expectation = ExpectColumnValuesToBeBetween(
        column=column.name, min_value=low, max_value=high, severity=severity_of("strict")
    )
    if high is None:
        expected, fault = f"no {column.name} is below {low:g}", f"{{have}} {a(column.name)} below {low:g}"
    else:
        expected = f"every {column.name} lies in {low:g} to {high:g}"
        fault = f"{{have}} {a(column.name)} outside {low:g} to {high:g}"
    wrong = [f"{column.name} < {low}"] * (low is not None) + [f"{column.name} > {high}"] * (high is not None)
    return Check(
        f"{table}.{column.name}.range", expected, fault, column.name, datasets, "strict", expectation,
        where=" or ".join(wrong),
    )  # fmt: skip


def _allowed(table: str, column: Column, datasets: tuple[str, ...]) -> Check:
    grade: Grade = "advisory" if (table, column.name) in ADVISORY_VALUES else "tolerant"
    expectation = ExpectColumnValuesToBeInSet(
        column=column.name, value_set=list(column.allowed), severity=severity_of(grade)
    )
    return Check(
        f"{table}.{column.name}.allowed", f"every {column.name} is one of {', '.join(column.allowed)}",
        f"{{have}} {a(column.name)} that is none of {', '.join(column.allowed)}", column.name, datasets, grade,
        expectation, where=f"{column.name} not in ({', '.join(map(repr, column.allowed))})",
        action="" if grade == "advisory" else TRANSLATED.format(name=column.name, first=column.allowed[0]),
        metrics=column.allowed == tuple(METRICS),
    )  # fmt: skip


def _real(table: str, column: Column, datasets: tuple[str, ...]) -> Check:
    """Infinity passes every comparison, and one of it makes a sum of nothing but infinity or NaN.

    Where a row may do without, it then only leaves itself out.
    """
    grade: Grade = "tolerant" if column.spared else "strict"
    flag = f"{NO_NUMBER}{column.name}"
    what = "infinite or no number at all" if column.required else "infinite"
    return Check(
        f"{table}.{column.name}.number", f"no {column.name} is {what}",
        f"{{have}} {a(column.name)} that is {what}", column.name, datasets, grade,
        ExpectColumnValuesToBeInSet(column=flag, value_set=[0], severity=severity_of(grade)), flag,
        where=f"{flag} = 1",
    )  # fmt: skip


def _strays(table: Readable, column: Column) -> Strays | None:
    reading = table.readings.get(column.name)
    return reading.strays if reading else None


def _of_its_kind(table: str, column: Column, datasets: tuple[str, ...], strays: Strays) -> Check:
    """A few values that are none of their column's kind are read as missing: that they are there is told here."""
    flag, kind = f"{NO_NUMBER}{column.name}", KINDS[column.type]
    examples = listed(f"'{one}'" for one, _ in strays.examples).replace("{", "{{").replace("}", "}}")
    return Check(
        f"{table}.{column.name}.kind", f"every {column.name} is {kind}",
        f"{{have}} {a(column.name)} that is no {kind.split(' ', 1)[1]}: {examples}", column.name, datasets, "strict",
        ExpectColumnValuesToBeInSet(column=flag, value_set=[0], severity=severity_of("strict")), flag,
        where=f"{flag} = 1",
    )  # fmt: skip


def _past(table: str, column: Column, datasets: tuple[str, ...], day: Day) -> Check:
    latest = day.today + ZONES if column.type == "date" else day.now.replace(tzinfo=None, microsecond=0) + ZONES
    expectation: Expectation = ExpectColumnValuesToBeBetween(
        column=column.name, max_value=latest, severity=severity_of("tolerant")
    )
    return Check(
        f"{table}.{column.name}.future", f"no {column.name} lies in the future",
        f"{{have}} {a(column.name)} in the future", column.name, datasets, "tolerant",
        expectation, where=f"{column.name} > {column.type} '{latest}'",
    )  # fmt: skip


def _first_of_month(table: str, column: Column, datasets: tuple[str, ...]) -> Check:
    """A month whose days are others tells that a zone has moved it, perhaps into the month before."""
    apart, name = f"extract(day from {column.name}) <> 1", f"{column.name}_apart"
    return Check(
        f"{table}.{column.name}.first_day", f"every {column.name} is the first day of one",
        f"{{have}} {a(column.name)} that is not the first day of one", column.name, datasets, "tolerant",
        ExpectColumnValuesToBeNull(column=name, severity=severity_of("tolerant")), name,
        f"case when {apart} then {column.name} end", where=apart,
        action="Give each month by its first day. Where the days are the last of a month, see whether a time zone has "
        "moved them there: then the month that is meant is the next one; if not, date_trunc('month', …) gives it.",
    )  # fmt: skip


def _unique(table: Readable, key: tuple[str, ...], datasets: tuple[str, ...]) -> Check:
    columns = ", ".join(key)
    words = " and ".join(key)
    tally = (
        f"select coalesce(sum(k.n - 1), 0) as n from (select count(*) as n from (\n{table.looked_at}\n) t "  # noqa: S608
        f"group by {columns} having count(*) > 1) k"
    )
    repeated = f"select {columns} from (\n{table.looked_at}\n) k group by {columns} having count(*) > 1"  # noqa: S608
    return Check(
        f"{table.name}.key", f"every {words} is there once", f"{{repeat}} the {words} of another",
        key[0] if len(key) == 1 else None, datasets, tally=tally,
        where=f"({columns}) in ({repeated})", unique=key,
    )  # fmt: skip


def _reference(
    table: Readable, column: Column, target: Readable, datasets: tuple[str, ...], grade: Grade = "tolerant"
) -> Check:
    key = _target_key(target.name)
    tally = (
        "select coalesce(sum(case when k.found is null then r.n else 0 end), 0) as n from ("  # noqa: S608
        f"select {column.name} as wanted, count(*) as n from (\n{table.looked_at}\n) t "
        f"where {column.name} is not null group by {column.name}) r "
        f"left join (select {key} as found from (\n{target.select}\n) t) k on r.wanted = k.found"
    )
    there = f"select {key} from (\n{target.select}\n) k where {key} is not null"  # noqa: S608
    return Check(
        f"{table.name}.{column.name}.reference", f"every {column.name} is in {target.name}",
        f"{{name}} {a(column.name)} that is not in {target.name}", column.name, datasets, grade, tally=tally,
        where=f"{column.name} not in ({there})",
    )  # fmt: skip


def _subject(
    table: Readable, column: Column, others: Mapping[str, Readable], named: Named, datasets: tuple[str, ...]
) -> Check:
    """What a subject names is looked up where its kind is kept; of a kind whose table is not there any id passes."""
    known, passing = [], []
    for kind in column.subjects:
        keeper, key = KEPT_IN.get(kind, ("", ()))
        if keeper in others and all(map(others[keeper].has, key)):
            known.append(f"select distinct {_identity(kind, key)} as found from (\n{others[keeper].select}\n) t")  # noqa: S608
        elif kind in named:
            passing += [f"'{kind}:{name}'" for name in named[kind]] + [f"'{kind}:{name}/%'" for name in named[kind]]
        else:
            passing.append(f"'{kind}:%'")
    kept = " union all ".join(known)
    said = " or ".join(["k.found is not null" for _ in known[:1]] + [f"r.wanted like {one}" for one in passing])
    joined = f"left join ({kept}) k on r.wanted = k.found" if known else ""
    there = [f"{column.name} in ({kept})" for _ in known[:1]] + [f"{column.name} like {one}" for one in passing]
    tally = (
        f"select coalesce(sum(case when {said} then 0 else r.n end), 0) as n from ("  # noqa: S608 - our own words
        f"select {column.name} as wanted, count(*) as n from (\n{table.looked_at}\n) t "
        f"where {column.name} is not null group by {column.name}) r {joined}"
    )
    kinds = f"{', '.join(column.subjects[:-1])} or {column.subjects[-1]}"
    return Check(
        f"{table.name}.{column.name}.subject", f"every {column.name} names {a(kinds)} that there is, as kind:id",
        f"{{name}} {a(column.name)} that is no {kinds} known here, and {{are}} shown nowhere",
        column.name, datasets, "tolerant", tally=tally, where=f"not ({' or '.join(there)})",
    )  # fmt: skip


def _identity(kind: str, key: tuple[str, ...]) -> str:
    """Return the subject of a row: 'stage:' with the journey, a slash and the stage behind it."""
    parts = [f"'{kind}:'", *" '/' ".join(key).split(" ")]
    return reduce(lambda joined, part: f"concat({joined}, {part})", parts)


def _target_key(table: str) -> str:
    return CONTRACT[table].key[0]
