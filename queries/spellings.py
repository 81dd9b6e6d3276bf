"""How text spells numbers, days and yes or no: what all of a column's values have in common, and what would read them.

Of each value only its shape is looked at, every digit a 9: a column has few of those, so that all can be judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

PAIRS: tuple[tuple[str, str], ...] = (
    ("true", "false"), ("t", "f"), ("yes", "no"), ("y", "n"), ("1", "0"), ("1.0", "0.0"), ("on", "off"),
    ("wahr", "falsch"), ("ja", "nein"), ("j", "n"), ("vrai", "faux"), ("oui", "non"), ("o", "n"), ("sí", "no"),
    ("si", "no"), ("verdadero", "falso"), ("-1", "0"),
)  # fmt: skip
"""Words for yes and no that an export uses side by side; in none of them is yes another's no."""
ONE_AND_TWO = ("1", "2")
"""A code list of surveys: 1 is yes and 2 is no, which only the two of them together tell."""

_PLAIN = re.compile(r"[+-]?(9+\.?9*|\.9+)([eE][+-]?9+)?")
_EITHER_WAY = re.compile(r"[+-]?9{1,3}\.999")
_SURELY_DECIMAL = re.compile(r"[+-]?(9*\.(9{1,2}|9{4,})|9{4,}\.9*|\.9+)")
_MONEY = re.compile(r"[+-]?9[9.,'’\s]*|[+-]?[.,]9+")
_SIGNS = r"[^9.,+\-]"
_ISO_DAY = r"9999-99-99"
_ISO_TIME = r"[ T]99:99(:99(\.9+)?)?"
_ZONE = r" ?(Z|[+-]99(:?99)?)"
_DAY_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "99.99.9999": ("DD.MM.YYYY", "%d.%m.%Y"),
    "99/99/9999": ("DD/MM/YYYY", "%d/%m/%Y"),
    "99-99-9999": ("DD-MM-YYYY", "%d-%m-%Y"),
    "9999/99/99": ("YYYY/MM/DD", "%Y/%m/%d"),
    "9999.99.99": ("YYYY.MM.DD", "%Y.%m.%d"),
    "99999999": ("YYYYMMDD", "%Y%m%d"),
    "9999-99": ("YYYY-MM", "%Y-%m"),
})  # fmt: skip
"""Shape of a day → how engines write that form, to_date's way and strptime's."""
EITHER_FIRST = ("99/99/9999", "99-99-9999")
"""Shapes of which nobody knows whether the day or the month comes first."""

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_NAMED_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)}|{'|'.join(month[:3] for month in _MONTHS)})\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=9)(st|nd|rd|th)\b")
_NAMED_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "99 {} 9999": ("DD {} YYYY", "%d {} %Y"),
    "99-{}-9999": ("DD-{}-YYYY", "%d-{}-%Y"),
    "{} 99, 9999": ("{} DD, YYYY", "{} %d, %Y"),
    "{} 99 9999": ("{} DD YYYY", "{} %d %Y"),
})  # fmt: skip
"""Shape of a day whose month is an English name ({}), and may have st, nd … behind its day → how engines write it."""

_TIMED = re.compile(r"(?P<day>[^ ]+) 9{1,2}:99(?P<seconds>:99)?")

_TRY_CAST = frozenset({"duckdb", "trino", "snowflake", "databricks", "spark", "redshift"})
"""Engines whose try_cast gives null for what cannot be converted."""


def pair_of(values: Iterable[str]) -> tuple[str, str] | None:
    """Return the words for yes and no that all of the values are of; None where there are no such."""
    words = set(values)
    if not words:
        return None
    if words == set(ONE_AND_TWO):
        return ONE_AND_TWO
    return next((pair for pair in PAIRS if words <= set(pair)), None)


def likeliest_pair(values: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words for yes and no that most of the values are of; none where none are."""
    pair = max(PAIRS, key=lambda pair: sum(values.get(word, 0) for word in pair))
    return pair if any(word in values for word in pair) else ()


def odd_numbers(shapes: Iterable[str]) -> list[str]:
    """Return the shapes that are no plain number; '9.999' is one only where another shape tells that a point is no
    mark between thousands."""
    all_of_them = list(shapes)
    decimal = any(_SURELY_DECIMAL.fullmatch(shape) for shape in all_of_them)
    return [
        shape for shape in all_of_them
        if not _PLAIN.fullmatch(shape) or (_EITHER_WAY.fullmatch(shape) and not decimal)
    ]  # fmt: skip


def odd_days(shapes: Iterable[str], *, zoned: bool = False) -> list[str]:
    """Return the shapes that are no day, nor time of a day, as 2026-12-31 is one; ``zoned``: it may have a zone."""
    form = re.compile(f"{_ISO_DAY}({_ISO_TIME}{f'({_ZONE})?' if zoned else ''})?")
    return [shape for shape in shapes if not form.fullmatch(shape)]


def is_zoned_shape(shape: str) -> bool:
    """Tell whether a shape is that of a time with its zone behind it: a moment, which nobody has to guess."""
    return re.fullmatch(f"{_ISO_DAY}{_ISO_TIME}{_ZONE}", shape) is not None


def number_cast(value: str, examples: Mapping[str, str], wanted: str) -> str:
    """Return an expression that reads values of these shapes, with an example each; '' where none is known."""
    words = [example for shape, example in examples.items() if "9" not in shape]
    numbers = [shape for shape in examples if "9" in shape]
    signs = sorted({sign for shape in numbers for sign in re.findall(r"[^9.,+\-]", shape)})
    bare = [re.sub(_SIGNS, "", shape) for shape in numbers]
    if not bare or not all(_MONEY.fullmatch(shape) for shape in bare):
        return ""
    comma = any(re.search(r",(9{1,2}|9{4,})$|\..*,", shape) for shape in bare)
    point = any(re.search(r"\.(9{1,2}|9{4,})$|,.*\.", shape) for shape in bare)
    if comma == point and any(re.search("[.,]", shape) for shape in bare):
        return ""  # both ways are there, or nothing tells which
    text = _without(_missing(value, words), [*signs, "." if comma else ","])
    text = f"replace({text}, ',', '.')" if comma else text
    return f"cast({text} as {wanted})"


def day_cast(value: str, examples: Mapping[str, str], wanted: str, dialect: str) -> str:
    """Return an expression that reads days of these shapes, with an example each; '' where none is known."""
    words = [example for shape, example in examples.items() if "9" not in shape]
    shapes = [shape for shape in examples if "9" in shape]
    text = _missing(value, words)
    if shapes and all(map(is_zoned_shape, shapes)):
        return f"cast({text} as timestamp with time zone)"
    if named := _named_form(shapes):
        bare = f"regexp_replace({text}, '([0-9])(st|nd|rd|th)', '\\1')"
        return _parsed(bare if any(map(_ORDINAL.search, shapes)) else text, named, dialect)
    if timed := _timed_form(shapes):
        return _parsed(text, timed, dialect, "timestamp")
    known = {shape: form for shape in shapes if (form := _DAY_FORMS.get(_two_digits(shape)))}
    rest = [shape for shape in shapes if shape not in known]
    if not shapes or odd_days(rest):
        return ""
    branches = [f"when {value} like '{shape.replace('9', '_')}' then {_parsed(text, form, dialect)}"
                for shape, form in known.items()]  # fmt: skip
    if not rest and len(set(known.values())) == 1:
        return _parsed(text, next(iter(known.values())), dialect)
    tail = f" else cast({text} as {wanted})" if rest else ""
    return f"case {' '.join(branches)}{tail} end" if branches else f"cast({text} as {wanted})"


def _two_digits(shape: str) -> str:
    """Return the shape that a day has where it and its month are written with two digits."""
    return re.sub(r"(?<!9)9(?!9)", "99", shape)


def _timed_form(shapes: Iterable[str]) -> tuple[str, str] | None:
    """Return how engines write the one form of days that have a time behind them, but for that of ISO; else None."""
    found = [_TIMED.fullmatch(shape) for shape in shapes]
    forms = {(_DAY_FORMS.get(_two_digits(one["day"])), bool(one["seconds"])) for one in found if one}
    if not all(found) or len(forms) != 1:
        return None
    form, seconds = forms.pop()
    return form and (f"{form[0]} HH24:MI{':SS' * seconds}", f"{form[1]} %H:%M{':%S' * seconds}")


def _named_form(shapes: Iterable[str]) -> tuple[str, str] | None:
    """Return how engines write the one form of days that name their month, in full or by three letters; else None."""
    found = [(shape, _NAMED_MONTH.search(shape)) for shape in shapes]
    months = {month[0].lower() for _, month in found if month}
    bare = {_ORDINAL.sub("", f"{shape[: month.start()]}{{}}{shape[month.end() :]}") for shape, month in found if month}
    forms = {_NAMED_FORMS.get(_two_digits(shape)) for shape in bare}
    form = forms.pop() if len(forms) == 1 and all(month for _, month in found) else None
    if form is None:
        return None
    if months <= set(_MONTHS):
        return form[0].format("Month"), form[1].format("%B")
    return (form[0].format("Mon"), form[1].format("%b")) if all(len(month) == 3 for month in months) else None


def takes_day_first(cast: str) -> bool:
    """Tell whether an expression of ``day_cast`` takes for the day what may be the month as well."""
    return any(form in cast for shape in EITHER_FIRST for form in _DAY_FORMS[shape])


def _parsed(value: str, form: tuple[str, str], dialect: str, wanted: str = "date") -> str:
    if dialect == "duckdb":
        return f"cast(strptime({value}, '{form[1]}') as {wanted})"
    if wanted == "timestamp":
        return f"cast(to_timestamp({value}, '{form[0]}') as timestamp)"
    return f"to_date({value}, '{form[0]}')"


def _missing(value: str, words: Iterable[str]) -> str:
    for word in words:
        quoted = word.replace("'", "''")
        value = f"nullif({value}, '{quoted}')"
    return value


def _without(value: str, signs: Iterable[str]) -> str:
    for sign in signs:
        quoted = sign.replace("'", "''")
        value = f"replace({value}, '{quoted}', '')"
    return value


def softer_cast(columns: Iterable[str], said: str, dialect: str) -> str:
    """Return how a SELECT reads what it now fails on as missing; engines put the value at fault in quotes."""
    found = re.search(r"'([^']*)'|\"([^\"]*)\"", said)
    value = next((part for part in found.groups() if part is not None), "") if found else "n/a"
    softer = f"nullif(…, '{value}') in front of the cast"
    if dialect in _TRY_CAST:
        softer = f"try_cast in place of cast, or {softer}"
    return f"Have its SELECT read as missing what cannot be converted, in {', '.join(columns)}: {softer}."
