"""What a deck or report is made of: a title and features in their order, as a file says it (``decks/board.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashboard.features.feature import Feature, features
from dashboard.navigation import BY_SLUG


class OutlineError(Exception):
    """A file of an outline cannot be used; the message says why, and what to do."""


class Outline(BaseModel):
    """The title of a deck, and the ids of its features, or names of pages, in their order.

    Ids in a list of their own stand on one slide, side by side, under what the first of them tells. ``follows`` are the
    parameters of pages that it is of as the reader chose them, such as one department; it keeps to no other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=120)
    slides: tuple[str | tuple[str, ...], ...] = Field(min_length=1, max_length=100)
    follows: tuple[str, ...] = ()

    def features(self) -> tuple[Feature, ...]:
        """Return the features in their order, each once."""
        return tuple(dict.fromkeys(feature for name in self.names for feature in _named(name)))

    @property
    def names(self) -> tuple[str, ...]:
        """All that are named, in their order."""
        return tuple(name for one in self.slides for name in ((one,) if isinstance(one, str) else one))

    @property
    def together(self) -> tuple[tuple[str, ...], ...]:
        """The ids of those features that stand on one slide."""
        return tuple(one for one in self.slides if not isinstance(one, str))


def read_outline(file: Path) -> Outline:
    """Read an outline from a TOML file. Raises OutlineError with a sentence where it cannot be used."""
    try:
        outline = Outline.model_validate(tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise OutlineError(f"The outline {file} cannot be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OutlineError(f"The outline {file} is no TOML: {error}.") from error
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise OutlineError(f"The outline {file} cannot be used: {told}.") from error
    unknown = [name for name in outline.names if not list(_named(name))]
    if unknown:
        near = get_close_matches(unknown[0], [*features(), *BY_SLUG], 3, 0.4)
        like = f" Near it: {', '.join(near)}." if near else ""
        raise OutlineError(f"The outline {file} names {unknown[0]!r}, which is no feature and no page.{like}")
    return outline


def _named(name: str) -> Iterator[Feature]:
    """Yield the feature of this id, or all features of the page of this name."""
    if name in features():
        yield features()[name]
    else:
        yield from (feature for feature in features().values() if feature.page == name)
