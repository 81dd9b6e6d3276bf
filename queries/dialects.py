"""What engines call differently: type names, quotes, and the few functions that have no common spelling.

The queries are written once, in the subset of SQL that every engine runs alike. Five functions in them are
ours, and are spelt out here for the engine at hand; their arguments are plain columns or parameters:

    month_number(c)      year * 12 + month - 1, a whole number
    hours_between(a, b)  from the one time to the other, to the fraction of a second that the engine's extract tells
    midnight(d)          the time at which a day begins
    bytewise(c)          text that compares by its bytes, whatever the database's collation
    day_of(y, m, d)      the day of a year, month and day given as whole numbers
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from queries.contract import Type

_STANDARD: Mapping[Type, str] = {
    "text": "varchar", "integer": "bigint", "number": "double precision", "boolean": "boolean", "date": "date",
    "timestamp": "timestamp",
}  # fmt: skip
_SPARK: Mapping[Type, str] = {**_STANDARD, "text": "string", "number": "double", "timestamp": "timestamp_ntz"}
"""Its plain timestamp is a moment: a time without a zone that a clock leaves out in spring would become another."""
_TYPES: Mapping[str, Mapping[Type, str]] = {
    "spark": _SPARK,
    "hive": _SPARK,
    "impala": _SPARK,
    "databricks": _SPARK,
    "trino": {**_STANDARD, "number": "double"},
    "redshift": {**_STANDARD, "text": "varchar(65535)"},
    "sqlite": {**_STANDARD, "date": "text", "timestamp": "text"},  # it knows no days, and keeps them as text
    "bigquery": {**_STANDARD, "text": "string", "integer": "int64", "number": "float64", "boolean": "bool",
                 "timestamp": "datetime"},
    "clickhousedb": {"text": "Nullable(String)", "integer": "Nullable(Int64)", "number": "Nullable(Float64)",
                     "boolean": "Nullable(Bool)", "date": "Nullable(Date32)", "timestamp": "Nullable(DateTime64(6))"},
}  # fmt: skip
_SECONDS: Mapping[str, str] = {"duckdb": "extract(microsecond from {0}) / 1000000.0"}
"""Where ``extract(second …)`` leaves the fractions out, and another field has them."""

_LARGEST = "1.7976931348623157e308"
_WHOLE = 2**53
"""Beyond it a double no longer tells one whole number from the next."""

EARLIEST, NO_LATER = "date '1900-01-01'", "date '2200-01-01'"
"""The days between which a company's lie, the second excluded: others stand for something else, like 'without end'."""

_NO_BREAK = 160
_TRIM_OF_TWO = {"snowflake", "bigquery", "sqlite"}
_BACKTICKS = {"spark", "hive", "impala", "databricks", "bigquery"}
_KINDS: tuple[tuple[str, str], ...] = (
    (r"BOOL(EAN)?", "boolean"),
    (r"U?(TINY|SMALL|MEDIUM|BIG|HUGE)?INT(EGER)?\d*|LONG|(DECIMAL|NUMERIC|NUMBER)\(\d+, ?0\)", "integer"),
    (r"(DOUBLE|FLOAT|REAL|DECIMAL|NUMERIC|NUMBER)\d*( PRECISION)?(\(.*\))?", "number"),
    (r"DATE(32)?", "date"),
    (r"(TIMESTAMP|DATETIME).*", "timestamp"),
    (r"((VAR|BP|N|NVAR)?CHAR(ACTER)?( VARYING)?|TEXT|STRING|FIXEDSTRING|CITEXT|NAME|UUID|ENUM)(\(.*\))?", "text"),
)


def sql_type(kind: Type, dialect: str) -> str:
    """Return the engine's name of a type of the contract."""
    return _TYPES.get(dialect, _STANDARD)[kind]


def kind_of(engine_type: str) -> str:
    """Return the contract's type for what the engine calls a type; the engine's own name where there is none."""
    name = engine_type.strip().upper().removesuffix("_TYPE")
    while wrapped := re.fullmatch(r"(?:NULLABLE|LOWCARDINALITY)\((.*)\)", name):
        name = wrapped[1]
    for pattern, kind in _KINDS:
        if re.fullmatch(pattern, name):
            return kind
    return engine_type.lower()


def holds_infinity(engine_type: str, dialect: str) -> bool:
    """Whether the engine's type can hold NaN and infinity, which are neither null nor numbers.

    Floating-point types can everywhere; on PostgreSQL so can NUMERIC.
    """
    names = "DOUBLE|FLOAT|REAL|NUMERIC|DECIMAL" if dialect == "postgresql" else "DOUBLE|FLOAT|REAL"
    return re.match(rf"(NULLABLE\()?({names})", engine_type.strip().upper()) is not None


def finite(value: str, dialect: str) -> str:
    """Return the condition that a value is a number.

    NaN lies in no range, whether an engine takes it for the largest of all or for none.
    """
    return f"{value} between {_bound('-', dialect)} and {_bound('', dialect)}"


def infinite(value: str, dialect: str) -> str:
    """Return the condition that a value is infinite; NaN is not."""
    least = _bound("-", dialect)
    return f"{value} < {least} or -{value} < {least}"


def whole(value: str) -> str:
    """Return the condition that a value is a whole number that can be told from its neighbours."""
    return f"floor({value}) = {value} and {value} between -{_WHOLE} and {_WHOLE}"


def quoted(name: str, dialect: str) -> str:
    """Return a name as the engine takes it just as it is spelt."""
    mark = "`" if dialect in _BACKTICKS else '"'
    return mark + name.replace(mark, mark * 2) + mark


def signless(text: str, dialect: str) -> str:
    """Return the condition that a text has no sign in it: that it is empty, or blanks and breaks alone."""
    function = "char" if dialect == "clickhousedb" else "chr"
    blanks = " || ".join(["' '", *(f"{function}({code})" for code in (9, 10, 13, _NO_BREAK))])
    trimmed = f"trim({text}, {blanks})" if dialect in _TRIM_OF_TWO else f"trim(both {blanks} from {text})"
    return f"{trimmed} = ''"


def starts_like_signless(text: str, dialect: str) -> str:
    """Return a condition that each text without a sign meets, and hardly another: engines look at it in no time."""
    function = "char" if dialect == "clickhousedb" else "chr"
    return f"{_bytewise(text, dialect)} < '!' or {text} like {function}({_NO_BREAK}) || '%'"


def shape(text: str) -> str:
    """Return the text with a 9 for every digit."""
    return f"translate({text}, '012345678', '999999999')"


def knows_any_day(dialect: str) -> bool:
    """Whether the engine's days reach beyond the years that people write, to the last of the calendar or infinity."""
    return dialect not in ("clickhousedb", "sqlite")


def possible(value: str, kind: str) -> str:
    """Return the condition that a date or time lies in a year of four digits: infinity lies in none."""
    if kind == "date":
        return f"{value} between date '0001-01-01' and date '9999-12-31'"
    return f"{value} between timestamp '0001-01-01 00:00:00' and timestamp '9999-12-31 23:59:59.999999'"


def is_zoned(engine_type: str) -> bool:
    """Whether values of the engine's type are moments, which are a day only in some zone."""
    return re.fullmatch(r"TIMESTAMPTZ|TIMESTAMP(\(\d\))? WITH TIME ZONE", engine_type.strip().upper()) is not None


def as_utc(value: str, dialect: str) -> str:
    """Return the time of a moment in UTC; '' where we do not know the engine's word for it."""
    return f"timezone('UTC', {value})" if dialect in ("duckdb", "postgresql", "redshift") else ""


def _bound(sign: str, dialect: str) -> str:
    return f"cast('{sign}{_LARGEST}' as {sql_type('number', dialect)})"


def spell(sql: str, dialect: str) -> str:
    """Return the text with our functions, and quoted names, spelt for the engine."""
    for name, function in _FUNCTIONS.items():
        sql = re.sub(rf"\b{name}\(([^()]*)\)", _speller(function, dialect), sql)
    return sql.replace('"', "`") if dialect in _BACKTICKS else sql


def render(sql: str, parameters: Mapping[str, int | date]) -> str:
    """Write the parameters into the text.

    They are whole numbers and days of ours, never text from outside: so each engine sees plain literals whose
    types it knows, and may prune partitions by them.
    """

    def literal(match: re.Match[str]) -> str:
        value = parameters.get(match[1])
        if value is None:
            return match[0]
        return f"date '{value.isoformat()}'" if isinstance(value, date) else str(int(value))

    return re.sub(r"(?<![:\w]):([a-z_]+)\b", literal, sql)


def _speller(function: Callable[[str, str], str], dialect: str) -> Callable[[re.Match[str]], str]:
    return lambda match: function(match[1].strip(), dialect)


def _month_number(column: str, dialect: str) -> str:
    month = f"extract(year from {column}) * 12 + extract(month from {column}) - 1"
    return f"cast({month} as {sql_type('integer', dialect)})"


def _days(column: str) -> str:
    """Return the Julian day number: engines subtract dates each in their own way, but all have floor."""
    year, month = f"extract(year from {column})", f"extract(month from {column})"
    before_march = f"floor((14 - {month}) / 12.0)"
    years, months = f"({year} + 4800 - {before_march})", f"({month} + 12 * {before_march} - 3)"
    leap_days = f"floor({years} / 4.0) - floor({years} / 100.0) + floor({years} / 400.0)"
    return f"(extract(day from {column}) + floor((153 * {months} + 2) / 5.0) + 365 * {years} + {leap_days})"


def _hours_between(columns: str, dialect: str) -> str:
    begin, end = (column.strip() for column in columns.split(","))
    hours = f"(extract(hour from {end}) - extract(hour from {begin})) * 60"
    minutes = f"extract(minute from {end}) - extract(minute from {begin})"
    whole = f"({_days(end)} - {_days(begin)}) * 1440 + {hours} + {minutes}"
    seconds = f"{_seconds(end, dialect)} - {_seconds(begin, dialect)}"
    return f"(cast(({whole}) * 60 + {seconds} as {sql_type('number', dialect)}) / 3600)"


def _seconds(column: str, dialect: str) -> str:
    """Return the seconds since the full minute, with their fractions."""
    return _SECONDS.get(dialect, "extract(second from {0})").format(column)


def _midnight(day: str, dialect: str) -> str:
    return f"cast({day} as {sql_type('timestamp', dialect)})"


def _bytewise(column: str, dialect: str) -> str:
    return f'{column} collate "C"' if dialect == "postgresql" else column


def _day_of(parts: str, dialect: str) -> str:
    year, month, day = (part.strip() for part in parts.split(","))
    text, number = sql_type("text", dialect), sql_type("integer", dialect)
    two = [f"substring(cast(cast(100 + {part} as {number}) as {text}), 2, 2)" for part in (month, day)]
    return f"cast(concat(cast({year} as {text}), '-', {two[0]}, '-', {two[1]}) as date)"


_FUNCTIONS: Mapping[str, Callable[[str, str], str]] = {
    "month_number": _month_number,
    "hours_between": _hours_between,
    "midnight": _midnight,
    "bytewise": _bytewise,
    "day_of": _day_of,
}
