"""A labelled set: comments in ten languages with what is personal in them, and innocent ones. Always the same.

Made by those who made the masks, it tells what they hold, and what they take for something that it is not; of what
customers of a company write it is no sample.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.masking import values

TEMPLATES = Path(__file__).with_name("comments.toml")
SEED = 14
PATTERNS = {"contract number": r"\bK-\d{6}\b"}
"""The company's own."""
TIMES = {"e-mail": 2, "hidden e-mail": 2, "telephone": 3, "name": 3}
"""How often each template is filled, where it is not twice."""


@dataclass(frozen=True)
class Comment:
    """What a customer wrote; from ``start`` to ``end`` stands a datum of a kind, or nothing: then it is innocent."""

    language: str
    text: str
    kind: str = ""
    start: int = 0
    end: int = 0

    @property
    def planted(self) -> str:
        """The datum."""
        return self.text[self.start : self.end]


@cache
def comments() -> tuple[Comment, ...]:
    """Return the set."""
    templates = tomllib.loads(TEMPLATES.read_text("utf-8"))
    return tuple(comment for language in templates for comment in _of(language, templates[language]))


def persons() -> list[str]:
    """Return the people of the company's tables."""
    return [one for people in values.PERSONS.values() for one in people]


def accounts() -> list[str]:
    """Return its customers."""
    return [one for named in values.COMPANIES.values() for one in named]


def _of(language: str, templates: dict[str, list[str]]) -> Iterator[Comment]:
    draw = random.Random(f"{SEED}{language}")
    for kind, made in _makers(language, draw).items():
        for template in templates[{"hidden e-mail": "e-mail", "spelt telephone": "telephone"}.get(kind, kind)]:
            for _ in range(TIMES.get(kind, 2)):
                before, after = template.split("{}")
                datum = made()
                yield Comment(language, f"{before}{datum}{after}", kind, len(before), len(before) + len(datum))
    yield from (Comment(language, text) for text in templates["controls"])


def _makers(language: str, draw: random.Random) -> dict[str, Callable[[], str]]:
    """Return what draws a datum, by kind."""

    def hidden() -> str:
        form = draw.choice(values.HIDDEN[language])
        return form.format(l=values.LOCAL[language], d=draw.choice(("example", "mail-box", "posteo")))

    def written() -> str:
        ending = draw.choice(("com", "de", "co.uk", "org"))
        address = f"{values.LOCAL[language]}@{draw.choice(('example', 'mail.example', 'post-amt'))}.{ending}"
        return draw.choice((address, address.upper(), address.replace("@", "＠"), address.replace("@", "\u200b@")))

    def company() -> str:
        name = draw.choice(values.COMPANIES[language])
        return draw.choice((name, values.SHORT.get(name, name), name.upper()))

    return {
        "e-mail": written,
        "hidden e-mail": hidden,
        "telephone": lambda: draw.choice(values.TELEPHONES[language]),
        "spelt telephone": lambda: values.SPELT[language],
        "card": lambda: values.card(draw),
        "account": lambda: values.iban(draw, values.LAND[language]),
        "national id": lambda: draw.choice(values.IDENTITIES[language]),
        "IP address": lambda: values.machine(draw),
        "link": lambda: values.link(draw),
        "name": lambda: values.spelling(draw, draw.choice(values.PERSONS[language])),
        "part": lambda: draw.choice(values.PARTS[language]),
        "company": company,
        "unknown": lambda: draw.choice(values.UNKNOWN[language]),
        "contract number": lambda: f"K-{draw.randrange(100000, 999999)}",
    }
