"""A look at one column of a table: what is counted of its values, and how it is read then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from queries import dialects
from queries.columns import Column
from queries.dialects import EARLIEST, NO_LATER, possible, shape, signless, sql_type, whole
from queries.reading import (
    FITS,
    How,
    Origin,
    Reading,
    Strays,
    as_number,
    as_text,
    expression,
    null_of,
    signed_text,
    whole_as_text,
)  # fmt: skip
from queries.spellings import (
    ONE_AND_TWO,
    day_cast,
    is_zoned_shape,
    likeliest_pair,
    number_cast,
    odd_days,
    odd_numbers,
    pair_of,
)

MOST_FORMS = 100
"""Shapes or words of a column that are looked at; one with more is none of numbers, days or words for yes and no."""
EXAMPLES = 3
STRAYS, STRAYS_OF = 0.05, 5
"""Part of a column's values that may be spelt as none of its kind, and it is of that kind all the same; and of how many
values a single one may be. How many of them are too many for what stands on the column, the checks say."""

_ALIKE = ({"integer", "number"}, {"date", "timestamp"})
"""Types of which each can be cast to the other; a value that cannot is one that the engine itself refuses."""


@dataclass(frozen=True)
class Look:
    """A look at one column of one table."""

    connection: sqlalchemy.Connection
    origin: str
    column: Column
    own: Origin
    explain: Callable[[SQLAlchemyError], str]

    @property
    def dialect(self) -> str:
        """The engine's name."""
        return self.connection.dialect.name

    @property
    def text(self) -> str:
        """The value as text."""
        return as_text(self.own.value, self.dialect)

    @property
    def moment(self) -> str:
        """A day or time in a type that reaches over the whole calendar: one of nanoseconds does not."""
        value = self.own.value
        return value if self.own.kind == "date" else f"cast({value} as {sql_type('timestamp', self.dialect)})"

    @property
    def is_day(self) -> bool:
        """Whether days or times are wanted, and are there."""
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
        if not there:  # nothing is of another type where nothing is
            return None if kind in FITS[wanted] else Reading("empty", null_of(self.column, self.dialect), 0, 0)
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
        pair: tuple[str, ...] | None = pair_of(values)
        strays = None
        if pair is None or len(forms) > MOST_FORMS:
            pair = likeliest_pair(values)
            odd = [form for form in forms if form[0] not in pair]
            told = pair and len(forms) <= MOST_FORMS
            strays = self._strays(odd, there, f"{word} not in ({_listed(pair)})") if told else None
            if strays is None:
                return self._unreadable(odd, there, self._as_pair(word, pair) if pair else "", pair)
        if number and pair != ONE_AND_TWO and strays is None:
            return None
        how: How = "code" if pair == ONE_AND_TWO else "words"
        read = sum(count for form, count in values.items() if form in pair)
        return Reading(how, self._as_pair(word, pair), read, there, words=pair, strays=strays)

    def _as_pair(self, word: str, pair: tuple[str, ...]) -> str:
        return f"case when {word} = '{pair[0]}' then true when {word} = '{pair[1]}' then false end"

    def _spelt(self, there: int) -> Reading:
        form = shape(f"trim({self.text})")
        forms = self._forms(form, self.text)
        shapes = {form: count for form, count, _ in forms if form}
        examples = {form: example for form, _, example in forms if form}
        days = self.column.type in ("date", "timestamp")
        zoned = dialects.as_utc(self.text, self.dialect) != ""
        odd = odd_days(shapes, zoned=zoned) if days else odd_numbers(shapes)
        sound = [one for one in shapes if one not in odd]
        wrong = [one for one in forms if one[0] in odd] or forms
        strays = self._strays(wrong, there, f"{form} not in ({_listed(sound)})") if odd and sound else None
        if (odd and strays is None) or len(forms) > MOST_FORMS:
            return self._unreadable(wrong, there, self._remedy(examples))
        value = f"trim({self.text})"
        if strays:
            value = f"case when {form} in ({_listed(sound)}) then {value} end"
        elif len(shapes) < len(forms):  # where there is nothing between the blanks, nothing is there
            value = f"case when {signless(self.text, self.dialect)} then null else {value} end"
        try:
            found = self._through(self._cast(value, sound), there)
        except SQLAlchemyError as error:
            self.connection.rollback()
            return self._unreadable(forms, there, "", said=self.explain(error))
        return replace(found, strays=strays, examples=found.examples or self._examples(forms))

    def _cast(self, value: str, shapes: Sequence[str]) -> Origin:
        """Return text of these shapes as what it spells: a number, a time, or a moment where a zone stands by one."""
        if self.column.type in ("integer", "number"):
            return Origin(f"cast({value} as {sql_type('number', self.dialect)})", "number", "double")
        if any(map(is_zoned_shape, shapes)):
            return Origin(f"cast({value} as timestamp with time zone)", "timestamp", "TIMESTAMP WITH TIME ZONE")
        return Origin(f"cast({value} as {sql_type('timestamp', self.dialect)})", "timestamp", "timestamp")

    def _through(self, spelt: Origin, there: int) -> Reading:
        """Return how the column is read by way of what its text spells; raises SQLAlchemyError where it is not that."""
        look = replace(self, own=spelt)
        counted = look.counts()
        (values,) = rows_of(self.connection, f"select {', '.join(counted.values())} from {self.origin}")  # noqa: S608
        as_days = self.column.type in ("date", "timestamp")
        found = look._day(dict(zip(counted, values, strict=True)), there) if as_days else None
        return found or Reading("spelt", expression(self.column, spelt, self.dialect), there, there)

    def _strays(self, odd: Sequence[tuple[str, int, str]], there: int, none_of_them: str) -> Strays | None:
        """Return the values of odd forms, of so many that are there; None where they are too many to be astray."""
        count = sum(count for form, count, _ in odd if form)
        if not (0 < count <= STRAYS * there or (count == 1 and there >= STRAYS_OF)):
            return None
        missing = f"{self.own.value} is null or {signless(self.text, self.dialect)}"
        return Strays(f"not ({missing}) and {none_of_them}", count, self._examples(odd))

    def _forms(self, form: str, example: str) -> list[tuple[str, int, str]]:
        """Return the forms that the values have, the commonest first, with how often each is there and an example."""
        inner = f"select {form} as form, {example} as example from {self.origin} where {self.own.value} is not null"  # noqa: S608
        sql = (
            f"select form, count(*) as n, min(example) as example from (\n{inner}\n) t "  # noqa: S608 - our own words
            f"group by form order by n desc, form limit {MOST_FORMS + 1}"
        )
        return [("" if not str(form).strip() else str(form), int(n), str(one))
                for form, n, one in rows_of(self.connection, sql) if form is not None]  # fmt: skip

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


def rows_of(connection: sqlalchemy.Connection, sql: str) -> Sequence[Sequence[Any]]:
    """Return what a statement brings; it has no parameters, whatever signs are in it."""
    return connection.execution_options(no_parameters=True).exec_driver_sql(sql).fetchall()


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
