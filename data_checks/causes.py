"""Why keys repeat and references point nowhere: looked for where they do, so that the remedy can be named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from data_checks.checks import Check
from data_checks.finding import Finding
from data_checks.numerals import numeral
from data_checks.profiling import rows_of
from data_checks.sentences import counted, listed, rows
from data_checks.tables import Readable
from queries.contract import CONTRACT

SHOWN = 3
MOST = 0.5
"""Part of the ids at fault from which on a cause that explains them is named: others may have others."""


@dataclass(frozen=True)
class _Spelling:
    """A way in which two spellings of one id differ: what both come to without it, and the expression to write."""

    told: str
    alike: str
    mend: str


_SPELLINGS: tuple[_Spelling, ...] = (
    _Spelling("of numbers with a point and a nought behind them", "case when {0} like '%.0' then "
              "substring({0}, 1, length({0}) - 2) else {0} end", "cast(cast({0} as double precision) as bigint)"),
    _Spelling("with blanks around them", "trim({0})", "trim({0})"),
    _Spelling("in other letters, large or small", "lower({0})", "lower({0})"),
    _Spelling("with other noughts in front", "trim(leading '0' from {0})", "trim(leading '0' from {0})"),
)  # fmt: skip


@dataclass(frozen=True)
class _Apart:
    """A column by which the rows of one key differ, where all that is in ``same`` is equal: why, and what to do."""

    column: str
    same: tuple[str, ...]
    why: str
    action: str


_APART: Mapping[str, tuple[_Apart, ...]] = MappingProxyType({
    "survey_responses": (
        _Apart(
            "metric", (), "as in a questionnaire that asks several",
            "Make the id unique for each question: concat({key}, '-', metric) as {key}, in response_themes too "
            "where a theme belongs to one question. To leave out what repeats would lose answers.",
        ),
        *(_Apart(
            column, ("metric", "score", "responded_at"), "and are one answer each, which a join has doubled",
            "One answer about two things is one answer: keep one row of each {key} in the SELECT, as with "
            f"min({column}) as {column} and group by the other columns.",
        ) for column in ("about_id", "happened_at")),
    ),
})  # fmt: skip
"""Table → the columns by which rows of one key may differ for a reason."""


def explained(
    engine: sqlalchemy.Engine,
    table: Readable,
    others: Mapping[str, Readable],
    check: Check,
    share: str,
    finding: Finding,
) -> Finding:
    """Return a finding on a key, on rows alike or on a reference with examples and its cause, as far as can be seen.

    ``share`` tells in brackets which part of all rows it is about, where no other words do.
    """
    if finding.passed or not check.tally:
        return finding
    try:
        with engine.connect() as connection:
            if check.name == f"{table.name}.key":
                return _repeated(connection, table, share, finding)
            if check.twins:
                return _twins(connection, check, share, finding)
            target = others.get(CONTRACT[table.name].column(check.column).references or "") if check.column else None
            if target and check.name.endswith(".reference"):
                return _unknown(connection, table, target, check.column or "", share, finding)
    except SQLAlchemyError:
        return finding  # it stands without its cause: what is wrong is said, and where
    return finding


def _twins(connection: sqlalchemy.Connection, check: Check, share: str, finding: Finding) -> Finding:
    twins = [(one, other, int(n)) for one, other, n in rows_of(connection, check.twins)]
    shown = listed(f"{one} beside {other}" + (f" ({numeral(n)} alike)" if n > 2 else "") for one, other, n in twins)
    return replace(finding, sentence=f"{finding.sentence.rstrip('.')}{share}, for example {shown}.")


def _repeated(connection: sqlalchemy.Connection, table: Readable, share: str, finding: Finding) -> Finding:
    key = CONTRACT[table.name].key
    repeated = (
        f"select {', '.join(key)}, count(*) as n from (\n{table.looked_at}\n) t "  # noqa: S608 - our own words
        f"group by {', '.join(key)} having count(*) > 1"
    )
    order = f"order by n desc, {', '.join(key)} limit {SHOWN}"
    examples = rows_of(connection, f"select {', '.join(key)}, n from (\n{repeated}\n) r {order}")  # noqa: S608
    shown = listed(f"{' / '.join(map(str, values))} ({numeral(int(n))} times)" for *values, n in examples)
    sentence = f"{finding.sentence.rstrip('.')}{share}, for example {shown}"
    for apart in _APART.get(table.name, ()):
        if not all(map(table.has, (apart.column, *apart.same))):
            continue
        ids, theirs = _told_apart(connection, table, apart)
        if ids and theirs >= MOST * ids:
            said = f"{numeral(theirs)} of {counted(ids, 'repeated id')} stand once for each {apart.column}"
            told = f"{sentence}: {said}, {apart.why}."
            return replace(finding, sentence=told, action=apart.action.format(key=key[0]))
    return replace(finding, sentence=f"{sentence}.")


def _told_apart(connection: sqlalchemy.Connection, table: Readable, apart: _Apart) -> tuple[int, int]:
    """Return how many ids repeat, and of how many each row has another value of a column and all else is equal."""
    key = ", ".join(CONTRACT[table.name].key)
    same = "".join(f" and count(distinct {name}) = 1" for name in apart.same)
    alone = f"case when count(distinct {apart.column}) = count(*){same} then 1 else 0 end"
    ids = f"select {key}, {alone} as alone from (\n{table.looked_at}\n) t group by {key} having count(*) > 1"  # noqa: S608
    found, theirs = rows_of(connection, f"select count(*), sum(alone) from (\n{ids}\n) r")[0]  # noqa: S608
    return int(found), int(theirs or 0)


def _unknown(
    connection: sqlalchemy.Connection, table: Readable, target: Readable, column: str, share: str, finding: Finding
) -> Finding:
    key = CONTRACT[target.name].key[0]
    there = f"select {key} as found from (\n{target.select}\n) t where {key} is not null"  # noqa: S608 - our own words
    missing = (
        f"select {column} as wanted, count(*) as n from (\n{table.looked_at}\n) t where {column} is not null "  # noqa: S608
        f"and not exists (select 1 from (\n{there}\n) k where k.found = t.{column}) group by {column}"
    )
    examples = rows_of(connection, f"select wanted, n from (\n{missing}\n) m order by n desc, wanted limit {SHOWN}")  # noqa: S608
    wrong = sum(int(row[0] or 0) for row in rows_of(connection, f"select sum(n) from (\n{missing}\n) m"))  # noqa: S608
    shown = listed(f"'{wanted}' ({counted(int(n), 'time')})" for wanted, n in examples)
    finding = replace(finding, sentence=f"{finding.sentence.rstrip('.')}{share}, for example {shown}.")
    for spelling in _SPELLINGS:
        alike = f"{spelling.alike.format('m.wanted')} = {spelling.alike.format('k.found')}"
        pairs = (
            f"select m.wanted as wanted, m.n as n, min(k.found) as found from (\n{missing}\n) m "  # noqa: S608
            f"join (\n{there}\n) k on {alike} group by m.wanted, m.n"
        )
        n = int(rows_of(connection, f"select sum(n) from (\n{pairs}\n) p")[0][0] or 0)  # noqa: S608 - our own words
        if n and n >= MOST * wrong:
            first = f"select wanted, found from (\n{pairs}\n) p order by n desc, wanted limit 1"  # noqa: S608
            wanted, found = map(str, rows_of(connection, first)[0])
            return _misspelt(table, target, column, spelling, (n, wanted, found), finding)
    return finding


def _misspelt(
    table: Readable, target: Readable, column: str, spelling: _Spelling, match: tuple[int, str, str], finding: Finding
) -> Finding:
    n, wanted, found = match
    key = CONTRACT[target.name].key[0]
    said = f"{rows(table.name, n)} would be known but for the spelling: '{wanted}' beside '{found}' in {target.name}"
    mended, place = (key, target.name) if found.endswith(".0") and not wanted.endswith(".0") else (column, table.name)
    both = "" if spelling is _SPELLINGS[0] else f" and {spelling.mend.format(key)} as {key} in {target.name}"
    written = f"{spelling.mend.format(mended)} as {mended} in {place}{both}"
    action = f"The ids are spelt in two ways, here {spelling.told}: write {written}."
    return replace(finding, sentence=f"{finding.sentence} {said[0].upper()}{said[1:]}.", action=action)
