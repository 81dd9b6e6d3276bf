"""Templates whose every value is escaped, so that a hostile name stays a name: of cards and of mails alike."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.words.escaping import html
from dashboard.words.lines import unbroken


def escaping(folder: str) -> Environment:
    """Return the templates of a folder; what they are not given is an error, and no figure is broken over lines."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else html(unbroken(str(value))),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["id"] = html  # an identity or address is no words: none of its letters changes
    return environment
