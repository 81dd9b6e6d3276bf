"""Is what was planted in a company found, set aside or held back, counted, named and marked, as it should be?"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.data.standing import Ground
from dashboard.snapshots.manifest import FindingEntry, Manifest
from dashboard.words.trust import mark
from tests.any_company.spoiling import Planted

NAMED = 3
"""Keys that are named of one fault."""


def told_wrong(planted: Planted, manifest: Manifest) -> Iterator[str]:
    """Yield what is not said, or done, of a fault as it should be."""
    found = [one for one in manifest.failed() if one.check == planted.check]
    if planted.kind == "days":
        found = [one for one in found if one.column == planted.column]
    if planted.beyond and planted.kind == "values":  # where they are many, the column is of no such kind at all
        types = f"{planted.table}.types"
        found += [one for one in manifest.failed() if (one.check, one.column) == (types, planted.column)]
    what = f"{planted.check} ({planted.kind}, {len(planted.keys)} planted)"
    if not found:
        yield f"{what} is not found"
    elif planted.beyond:
        yield from _not_held(what, found, manifest)
    elif any(one.severity == "critical" for one in found):
        yield f"{what} stops: {found[0].sentence}"
    elif planted.kind in ("rows", "values") and any(one.datasets for one in found):
        yield from _not_aside(what, planted, found, manifest)


def _not_held(what: str, found: list[FindingEntry], manifest: Manifest) -> Iterator[str]:
    """More than may be set aside: whatever stands on it is withheld."""
    for one in found:
        if one.set_aside or one.values_aside:
            yield f"{what} is set aside, and is too much for that: {one.sentence}"
        for name in one.datasets:
            if manifest.datasets[name].state == "published":
                yield f"{what} leaves {name} published: {one.sentence}"


def _not_aside(what: str, planted: Planted, found: list[FindingEntry], manifest: Manifest) -> Iterator[str]:
    aside = [one.set_aside if planted.kind == "rows" else one.values_aside for one in found]
    count, sentence = sum(sum(by_month.values()) for by_month in aside), " ".join(one.sentence for one in found)
    if count != len(planted.keys):
        yield f"{what}: {count} are set aside: {sentence}"
    if not any(key in sentence for key in planted.keys[:NAMED]):
        yield f"{what} is told without a key: {sentence}"
    if planted.kind == "rows" and manifest.tables[planted.table].set_aside != count:
        yield f"{what}: {manifest.tables[planted.table].set_aside} rows of the table are said to be set aside"
    for name in {name for one in found for name in one.datasets}:
        if "set aside" not in mark(manifest.failed("critical", "warning"), Ground((name,), None))[0]:
            yield f"{what} leaves {name} unmarked"
