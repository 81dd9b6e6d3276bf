"""Where feedback comes from: how often customers were heard by which source, about what, in which regions, and whether
comments were answered.

A source is 'survey' or 'case', or a comment's own, such as a community or reviews.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

import numpy as np

from dashboard.data.access import Data
from dashboard.data.by_part import by_part, parts_of
from dashboard.data.cache import cached
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.customers import windows
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.themes.register import theme_of
from dashboard.settings import Settings

HEARD, COMMENTS, MENTIONS = "heard", "feedback", "theme_pairs"
CUSTOMERS = windows.DATASET
MEASURED = "times_heard"
ANSWER_WITHIN_DAYS = 7
"""By when a comment is to be answered; the dataset of comments counts them by it."""

Kind = Literal["survey", "case", "comment"]
Key = tuple[Kind, str]
"""What a source is, and how comments' own is called; '' for surveys and cases."""

_COUNTED = ("n", "noted", "due", "answered", "in_time")


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments of a period: how many there are, and of how many it is said which theme they are about.

    Of ``noted`` it is known whether they are answered; ``due`` of these were to be by the end of the data, ``answered``
    of those were, and ``in_time`` within so many days.
    """

    n: int = 0
    themed: int = 0
    noted: int = 0
    due: int = 0
    answered: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A source: how often customers were heard by it, judged, and of how many of these times it is known who it was.

    ``since`` is the first month of which anything is on record. ``comments`` is None of surveys and cases, and where
    what is kept of comments cannot be seen.
    """

    key: Key
    figure: Figure
    since: int
    n: int
    named: int
    comments: Comments | None

    def on_record(self, view: View) -> bool:
        """Whether it is on record since before the months that a view's period is compared with: else a rise may be
        that it was begun to be kept."""
        return view.against is not None and self.since <= min(view.against.first, view.period.first)


@dataclass(frozen=True, slots=True)
class About:
    """A theme: comments about it by source, and how often answers to surveys mention it (None: not known)."""

    theme_id: str
    by_source: tuple[tuple[str, int], ...]
    mentions: int | None

    @property
    def n(self) -> int:
        """Comments about it."""
        return sum(number for _, number in self.by_source)


@dataclass(frozen=True, slots=True)
class Region:
    """A region: how often customers were heard there, by kind, and how many there are (None: not known)."""

    label: str
    heard: Mapping[Kind, int]
    customers: int | None

    @property
    def n(self) -> int:
        """How often they were heard."""
        return sum(self.heard.values())


@cached
def sources(data: Data, view: View, settings: Settings) -> tuple[Source, ...]:
    """Return the sources by which customers were heard in a period, or in the one it is compared with, the most often
    first; their changes are one family."""
    parts = by_part(data, "source", (view.regions, view.segments))
    heard = None if parts is None else parts.cube(HEARD)
    if parts is None or heard is None:
        return ()
    counted, comments = _counted(data, view), _comments(data, view)
    everywhere = replace(view, regions=None, segments=None)
    found = []
    for label in parts.regions:
        key = _key(label)
        figure = read(parts, MEASURED, replace(everywhere, regions=(label,)), settings)
        n, named = counted.get(key, (0, 0))
        if n or (figure.against is not None and figure.against.value > 0):
            of = None if comments is None or key[0] != "comment" else comments.get(key[1], Comments())
            since = heard.months[0] + int(np.flatnonzero(heard.recorded((("region", (label,)),)))[0])
            found.append(Source(key, figure, since, n, named, of))
    return tuple(sorted(found, key=lambda one: (-one.n, one.key)))


def _key(label: str) -> Key:
    kind, source = parts_of(label)
    return cast("Kind", kind), source


def _counted(data: Data, view: View) -> dict[Key, tuple[int, int]]:
    """Return how often customers were heard by source, and how often it is known who it was."""
    cube = data.cube(HEARD)
    if cube is None:
        return {}
    sums = cube.sum(
        ("n", "named"), ("kind", "source"), (), (view.period.first, view.period.last), view.regions, view.segments
    )  # fmt: skip
    return {
        (cast("Kind", kind), str(source)): (int(sums[at, place, 0]), int(sums[at, place, 1]))
        for at, kind in enumerate(cube.labels["kind"]) for place, source in enumerate(cube.labels["source"])
        if sums[at, place, 0]
    }  # fmt: skip


@cached
def _comments(data: Data, view: View) -> dict[str, Comments] | None:
    """Return what is known of comments by source; None where nothing of them can be seen."""
    cube = data.cube(COMMENTS)
    if cube is None:
        return None
    sums = cube.sum(
        _COUNTED, ("source", "theme_id"), (), (view.period.first, view.period.last), view.regions, view.segments
    ).astype(int)  # fmt: skip
    said = np.array([label != NOT_GIVEN for label in cube.labels["theme_id"]], dtype=bool)
    whole, themed = sums.sum(axis=1), sums[:, said, 0].sum(axis=1)
    return {
        str(source): Comments(int(whole[at, 0]), int(themed[at]), *(int(one) for one in whole[at, 1:]))
        for at, source in enumerate(cube.labels["source"])
    }


@cached
def themes_heard(data: Data, view: View) -> tuple[About, ...]:
    """Return the themes that comments of a period are about, those of most comments first."""
    cube = data.cube(COMMENTS)
    if cube is None:
        return ()
    sums = cube.sum(
        ("n",), ("theme_id", "source"), (), (view.period.first, view.period.last), view.regions, view.segments
    )[..., 0].astype(int)  # fmt: skip
    mentions = _mentions(data, view)
    found = [
        About(
            str(theme),
            tuple((str(source), int(n)) for source, n in zip(cube.labels["source"], row, strict=True) if n),
            None if mentions is None else mentions.get(str(theme)),
        )
        for theme, row in zip(cube.labels["theme_id"], sums, strict=True) if theme != NOT_GIVEN and row.any()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.n, one.theme_id)))


def _mentions(data: Data, view: View) -> dict[str, int] | None:
    """Return how often answers to surveys mention each theme that is kept apart; None where none can be seen."""
    cube = data.cube(MENTIONS)
    if cube is None:
        return None
    months = (view.period.first, view.period.last)
    sums = cube.sum(("n",), ("mention_a", "mention_b"), (), months, view.regions, view.segments, keep=False)[..., 0]
    second = {str(label): at for at, label in enumerate(cube.labels["mention_b"])}
    found: dict[str, int] = {}
    for at, label in enumerate(map(str, cube.labels["mention_a"])):
        if label in second:
            found[theme_of(label)] = found.get(theme_of(label), 0) + int(sums[at, second[label]])
    return found


@cached
def regions_heard(data: Data, view: View) -> tuple[Region, ...]:
    """Return how often customers of each region were heard in a period, the most often first; those of whom no region
    is known last. A region that has customers and was never heard is among them."""
    cube, months = data.cube(HEARD), (view.period.first, view.period.last)
    if cube is None:
        return ()
    sums = cube.sum(("n",), ("region", "kind"), (), months, view.regions, view.segments)[..., 0].astype(int)
    kinds = [cast("Kind", kind) for kind in cube.labels["kind"]]
    heard = {
        str(region): dict(zip(kinds, map(int, row), strict=True))
        for region, row in zip(cube.labels["region"], sums, strict=True)
    }
    customers = _customers(data, view)
    known = {*(region for region, row in heard.items() if any(row.values())), *(customers or ())}
    found = [
        Region(one, heard.get(one, {}), None if customers is None else customers.get(one, 0)) for one in sorted(known)
    ]
    return tuple(sorted(found, key=lambda one: (one.label == NOT_GIVEN, -one.n, one.label)))


def _customers(data: Data, view: View) -> dict[str, int] | None:
    """Return the customers of each region at the end of a period; None where they were not followed until then."""
    cube, last = data.cube(CUSTOMERS), view.period.last
    where = (("window", (1,)),)
    if cube is None or not cube.rows or not cube.recorded(where, (last, last)).all():
        return None
    sums = cube.sum(("closing_customers",), ("region",), where, (last, last), view.regions, view.segments)[..., 0]
    return {str(region): int(n) for region, n in zip(cube.labels["region"], sums, strict=True) if n}
