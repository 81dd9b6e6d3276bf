"""Editions of a digest: to whom it is sent, and what each of them may see of the company in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.view import NOT_GIVEN, View
from dashboard.delivery import Mail
from dashboard.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest for some of its readers: what they may see, and their addresses."""

    grant: Grant
    recipients: tuple[str, ...]


def editions(to: Mail, view: View, data: Data) -> Iterator[Edition]:
    """Yield the editions of a view's digest: one for those who may see all, one for those whose regions hold the view.

    The latter is made of the view's regions alone; nothing of the whole company is told in it.
    """
    if to.recipients:
        yield Edition(EVERYTHING, to.recipients)
    asked = frozenset(view.regions or ())
    seen: dict[str, frozenset[str]] = {}
    for region, people in to.of_regions.items():
        for one in people:
            seen[one] = seen.get(one, frozenset()) | data.roll_up.within([region])
    people = tuple(one for one, regions in seen.items() if asked and asked <= regions)
    if people:
        yield Edition(Grant(regions=asked, company_totals=False), people)


def refuse_unknown_regions(to: Mail, data: Data) -> None:
    """Refuse addressees of a region that the data do not have. Raises SettingsError."""
    known = {*data.regions, *data.parents} - {NOT_GIVEN}
    if unknown := sorted({*to.of_regions} - known):
        named = ", ".join(sorted(known)) or "none"
        raise SettingsError(f"of_regions under [mail] names {unknown[0]!r}, no region of the data. These are: {named}.")
