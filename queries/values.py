"""A look at the values of a table: what of them has to be read in a way of its own, and what cannot be read at all.

One statement counts for every column of the contract that is there, which has each row read once; a column of text
where something else is wanted, or of numbers where yes or no is, takes one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from queries import dialects
from queries.contract import Column
from queries.dialects import EARLIEST, NO_LATER, possible, shape, signless, sql_type, whole
from queries.reading import (
    How,
    Origin,
    Reading,
    as_number,
    as_text,
    expression,
    null_of,
    signed_text,
    whole_as_text,
)  # fmt: skip
from queries.spellings import ONE_AND_TWO, day_cast, likeliest_pair, number_cast, odd_days, odd_numbers, pair_of

MOST_FORMS = 100
"""Shapes or words of a column that are looked at; one with more is none of numbers, days or words for yes and no."""
EXAMPLES = 3

_CANCELLED = "57014"
_ALIKE = ({"integer", "number"}, {"date", "timestamp"})
"""Types of which each can be cast to the other; a value that cannot is one that the engine itself refuses."""


class UnreadableError(Exception):
    """Reading a table's rows fails; the message is what the engine said, ``columns`` are those that make it fail."""

    def __init__(self, said: str, columns: Sequence[str]) -> None:
        super().__init__(said)
        self.columns = tuple(columns)


class UnseenError(Exception):
    """The rows can be read, but the engine does not know the words of a look at them; the message is what it said."""


def readings(
    connection: sqlalchemy.Connection,
    origin: str,
    columns: Mapping[str, tuple[Column, Origin]],
    explain: Callable[[SQLAlchemyError], str],
) -> dict[str, Reading]:
    """Return how the columns are read that need more than a cast, what fails in the words of ``explain``.

    Raises UnreadableError and UnseenError.
    """
    looks = [_Look(connection, origin, column, own, explain) for column, own in columns.values()]
    if not looks:
        return {}
    counts = _counted(looks, connection, origin, explain)
    try:
        found = {look.column.name: look.reading(counts[look.column.name]) for look in looks}
    except SQLAlchemyError as error:
        connection.rollback()
        raise UnseenError(explain(error)) from error
    return {name: reading for name, reading in found.items() if reading is not None}


@dataclass(frozen=True)
class _Look:
    """A look at one column of one table."""

    connection: sqlalchemy.Connection
    origin: str
    column: Column
    own: Origin
    explain: Callable[[SQLAlchemyError], str]

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name

    @property
    def text(self) -> str:
        return as_text(self.own.value, self.dialect)

    @property
    def moment(self) -> str:
        """A day or time in a type that reaches over the whole calendar: one of nanoseconds does not."""
        value = self.own.value
        return value if self.own.kind == "date" else f"cast({value} as {sql_type('timestamp', self.dialect)})"

    @property
    def is_day(self) -> bool:
        days = ("date", "timestamp")
        return self.column.type in days and self.own.kind in days and dialects.knows_any_day(self.dialect)

    def read(self) -> dict[str, str]:
        """Return what has each of its values read, and cast where its type can be."""
        counted = {"there": f"count({self.own.value})"}
        if any({self.own.kind, self.column.type} <= alike for alike in _ALIKE):
            counted["cast"] = f"count({expression(self.column, self.own, self.dialect)})"
        return counted

    def counts(self) -> dict[str, str]:
        """Return what is counted of it, by name."""
        value, kind, wanted = self.own.value, self.own.kind, self.column.type
        counted = self.read()
        if kind == wanted == "text":
            without = f"case when {signless(self.text, self.dialect)} then 1 else 0 end"
            perhaps = dialects.starts_like_signless(self.text, self.dialect)
            counted["signless"] = f"sum(case when {perhaps} then {without} else 0 end)"
        if kind == "number" and wanted == "text":
            counted["whole"] = f"sum(case when {whole(as_number(value, self.dialect))} then 1 else 0 end)"
        if self.is_day:
            beyond = f"{self.moment} < {EARLIEST} or {self.moment} >= {NO_LATER}"
            counted["beyond"] = f"sum(case when {beyond} then 1 else 0 end)"
            counted["impossible"] = f"sum(case when not ({possible(self.moment, kind)}) then 1 else 0 end)"
            counted["early"] = (
                f"sum(case when {possible(self.moment, kind)} and {self.moment} < {EARLIEST} then 1 else 0 end)"
            )
            counted["no_day"] = f"max(case when not ({possible(self.moment, kind)}) then {self.text} end)"
            counted["first"] = f"min(case when ({beyond}) and {possible(self.moment, kind)} then {self.text} end)"
            counted["last"] = f"max(case when ({beyond}) and {possible(self.moment, kind)} then {self.text} end)"
        if utc := self._utc():
            seconds = " + ".join(f"extract({part} from {utc})" for part in ("hour", "minute", "second"))
            counted["off_midnight"] = (
                f"sum(case when {possible(self.moment, kind)} and {seconds} > 0 then 1 else 0 end)"
            )
        return counted

    def _utc(self) -> str:
        """Return the time in UTC of a column of times with a zone of which a day is wanted; '' of any other."""
        zoned = self.column.type == "date" and dialects.is_zoned(self.own.engine_type)
        return dialects.as_utc(self.own.value, self.dialect) if zoned else ""

    def reading(self, counts: Mapping[str, Any]) -> Reading | None:
        """Return how it is read; None where its type alone tells that."""
        there, kind, wanted = int(counts["there"]), self.own.kind, self.column.type
        if not there:
            return None
        if counts.get("signless"):
            sql = signed_text(self.own, self.dialect)
            return Reading("signless", sql, int(counts["signless"]), there)
        if counts.get("whole"):
            return Reading("whole", whole_as_text(self.own, self.dialect), int(counts["whole"]), there)
        if wanted == "boolean" and kind in ("text", "integer", "number"):
            return self._yes_or_no(there)
        if kind == "text" and wanted in ("integer", "number", "date", "timestamp"):
            return self._spelt(there)
        return self._day(counts, there) if wanted in ("date", "timestamp") else None

    def _day(self, counts: Mapping[str, Any], there: int) -> Reading | None:
        """Where a column may be null, a day beyond what people write is missing; elsewhere only what is no day is."""
        value, kind, required = self.moment, self.own.kind, self.column.required
        midnights = counts.get("off_midnight") is not None and not counts["off_midnight"]
        day = f"cast({self._utc()} as date)" if midnights else expression(self.column, self.own, self.dialect)
        beyond, impossible, early = (int(counts.get(name) or 0) for name in ("beyond", "impossible", "early"))
        if not beyond:
            return Reading("utc_day", day, there, there) if midnights else None
        told = beyond if not required else early if self.column.past else beyond - impossible
        believed = possible(value, kind) if required else f"{value} >= {EARLIEST} and {value} < {NO_LATER}"
        among = ("first", "last") if required else ("first", "last", "no_day")
        examples = dict.fromkeys(str(counts[name]) for name in among if counts[name] is not None)
        sql = f"case when {believed} then {day} end"
        return Reading("calendar", sql, told, there, tuple((one, 0) for one in examples), no_day=counts["no_day"] or "")

    def _yes_or_no(self, there: int) -> Reading | None:
        number = self.own.kind != "text"
        plain = whole_as_text(self.own, self.dialect) if self.own.kind == "number" else self.text
        word = plain if number else f"lower(trim({self.text}))"
        forms = self._forms(word, word)
        values = {form: count for form, count, _ in forms if form}
        if not values:
            return Reading("signless", null_of(self.column, self.dialect), there, there) if forms else None
        pair = pair_of(values)
        if pair is None or len(forms) > MOST_FORMS:
            likely = likeliest_pair(values)
            odd = [form for form in forms if form[0] not in likely]
            return self._unreadable(odd, there, self._as_pair(word, likely) if likely else "", likely)
        if number and pair != ONE_AND_TWO:
            return None
        how: How = "code" if pair == ONE_AND_TWO else "words"
        return Reading(how, self._as_pair(word, pair), sum(values.values()), there, words=pair)

    def _as_pair(self, word: str, pair: tuple[str, ...]) -> str:
        return f"case when {word} = '{pair[0]}' then true when {word} = '{pair[1]}' then false end"

    def _spelt(self, there: int) -> Reading:
        forms = self._forms(shape(f"trim({self.text})"), self.text)
        shapes = {form: count for form, count, _ in forms if form}
        examples = {form: example for form, _, example in forms if form}
        days = self.column.type in ("date", "timestamp")
        odd = odd_days(shapes) if days else odd_numbers(shapes)
        if odd or len(forms) > MOST_FORMS:
            return self._unreadable([form for form in forms if form[0] in odd] or forms, there, self._remedy(examples))
        value = f"trim({self.text})"
        if len(shapes) < len(forms):  # where there is nothing between the blanks, nothing is there
            value = f"case when {signless(self.text, self.dialect)} then null else {value} end"
        through = Origin(f"cast({value} as {sql_type('timestamp' if days else 'number', self.dialect)})",
                         "timestamp" if days else "number", "double")  # fmt: skip
        sql = expression(self.column, through, self.dialect)
        try:
            _rows(self.connection, f"select count({sql}) from {self.origin}")  # noqa: S608 - our own words
        except SQLAlchemyError as error:
            self.connection.rollback()
            return self._unreadable(forms, there, "", said=self.explain(error))
        return Reading("spelt", sql, there, there, self._examples(forms))

    def _forms(self, form: str, example: str) -> list[tuple[str, int, str]]:
        """Return the forms that the values have, the commonest first, with how often each is there and an example."""
        inner = f"select {form} as form, {example} as example from {self.origin} where {self.own.value} is not null"  # noqa: S608
        sql = (
            f"select form, count(*) as n, min(example) as example from (\n{inner}\n) t "  # noqa: S608 - our own words
            f"group by form order by n desc, form limit {MOST_FORMS + 1}"
        )
        return [("" if not str(form).strip() else str(form), int(n), str(one))
                for form, n, one in _rows(self.connection, sql) if form is not None]  # fmt: skip

    def _unreadable(
        self,
        forms: Sequence[tuple[str, int, str]],
        there: int,
        remedy: str,
        words: tuple[str, ...] = (),
        said: str = "",
    ) -> Reading:
        wrong = sum(count for form, count, _ in forms if form)
        missing, examples = null_of(self.column, self.dialect), self._examples(forms)
        return Reading("unreadable", missing, wrong, there, examples, words, remedy=remedy, said=said)

    def _examples(self, forms: Sequence[tuple[str, int, str]]) -> tuple[tuple[str, int], ...]:
        return tuple((example, count) for form, count, example in forms if form)[:EXAMPLES]

    def _remedy(self, examples: Mapping[str, str]) -> str:
        wanted = sql_type(self.column.type, self.dialect)
        if self.column.type in ("date", "timestamp"):
            return day_cast(self.own.value, examples, wanted, self.dialect)
        return number_cast(self.own.value, examples, wanted)


def first_line(error: SQLAlchemyError) -> str:
    """Return what the engine said, without the statement that it said it of."""
    message = str(getattr(error, "orig", None) or error).strip()
    return message.splitlines()[0] if message else type(error).__name__


def _counted(
    looks: Sequence[_Look],
    connection: sqlalchemy.Connection,
    origin: str,
    explain: Callable[[SQLAlchemyError], str],
) -> dict[str, dict[str, Any]]:
    """Count for every column in one statement. Where that fails, each is tried alone, to tell which it is."""
    names = [(look.column.name, name, sql) for look in looks for name, sql in look.counts().items()]
    try:
        values = _rows(connection, f"select {', '.join(sql for _, _, sql in names)} from {origin}")[0]  # noqa: S608
    except SQLAlchemyError as error:
        connection.rollback()
        if _given_up(error):
            raise UnreadableError(explain(error), ()) from error
        failing = dict(_failing(looks))
        if not failing:
            raise UnseenError(explain(error)) from error
        some = len(failing) < len(looks) or len(looks) == 1  # what fails in all of them is none of them
        raise UnreadableError(next(iter(failing.values())), list(failing) if some else ()) from error
    found: dict[str, dict[str, Any]] = {look.column.name: {} for look in looks}
    for (column, name, _), value in zip(names, values, strict=True):
        found[column][name] = value
    return found


def _given_up(error: SQLAlchemyError) -> bool:
    """Tell whether a statement ran into its limit: no column is then to blame, and to try each would take as long."""
    cause = getattr(error, "orig", None)
    return type(cause).__name__ == "InterruptException" or getattr(cause, "sqlstate", None) == _CANCELLED


def _failing(looks: Sequence[_Look]) -> Iterator[tuple[str, str]]:
    for look in looks:
        try:
            _rows(look.connection, f"select {', '.join(look.read().values())} from {look.origin}")  # noqa: S608
        except SQLAlchemyError as error:
            look.connection.rollback()
            yield look.column.name, look.explain(error)


def _rows(connection: sqlalchemy.Connection, sql: str) -> Sequence[Sequence[Any]]:
    return connection.execution_options(no_parameters=True).exec_driver_sql(sql).fetchall()
