"""Masks what customers wrote between the warehouse and the draft: what cannot be masked gets no further than here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from dashboard.configuration import with_identity
from dashboard.refresh.source import is_demo
from dashboard.settings import Settings
from dashboard.verbatims import Verbatims
from dashboard.warehouse import Warehouse
from dashboard.words.formats import Formats
from data_checks.finding import Finding
from queries.datasets import DATASETS, Dataset
from queries.extract import ExtractError
from queries.named import NAMED, names, unreadable
from queries.source import Source

if TYPE_CHECKING:
    from dashboard.refresh.masking import Masker


def said_of_verbatims(settings: Settings) -> Verbatims:
    """Return what the company says of its customers' own words; the demo company says so for itself."""
    return with_identity(settings, demo=is_demo(settings)).verbatims


def switched_on(settings: Settings) -> frozenset[str]:
    """Return the datasets that the company has switched on."""
    asked = {"verbatims.on": said_of_verbatims(settings).on}
    return frozenset(dataset.name for dataset in DATASETS if dataset.switch and asked[dataset.switch])


@dataclass
class Masking:
    """Masks the columns of datasets in which customers speak for themselves."""

    settings: Settings
    warehouse: Warehouse
    source: Source
    left_out: dict[str, int] = field(default_factory=dict)
    """Dataset → rows that could not be masked, and are not kept."""

    def applied(self, table: pa.Table, dataset: Dataset) -> pa.Table:
        """Return a dataset's rows masked, without those that cannot be; raises ExtractError where none can be."""
        # Loaded here, as it takes seconds and 90 MB, and a refresh without comments needs none of it.
        try:
            from dashboard.refresh.masking import MaskingError
        except ImportError as error:
            raise ExtractError(f"{dataset.name} cannot be masked: {error.name} is not installed.") from None
        kept = [True] * table.num_rows
        for column in dataset.masked:
            written: list[str | None] = table.column(column).to_pylist()
            masker = self._masker(written)
            masked: list[str | None] = [None] * table.num_rows
            for at, text in enumerate(written):
                try:
                    masked[at] = None if text is None else masker.masked(text)
                except MaskingError:
                    kept[at] = False
            place = table.column_names.index(column)
            table = table.set_column(place, column, pa.array(masked, pa.string()))
        self.left_out[dataset.name] = kept.count(False)
        return table.filter(pa.array(kept, pa.bool_()))

    def findings(self, dataset: Dataset) -> tuple[Finding, ...]:
        """Return what is to be said of rows that could not be masked."""
        rows = self.left_out.get(dataset.name, 0)
        if not rows:
            return ()
        said = f"{Formats().counted(rows, 'comment')} could not be masked and {'is' if rows == 1 else 'are'} left out."
        return (Finding(
            check=f"{dataset.name}.masked", kind="extract", subject=dataset.name, severity="warning", passed=False,
            observed=f"{rows} left out", expected="every comment can be masked", datasets=(dataset.name,),
            sentence=f"{dataset.name}: {said}",
            action="Nothing has to be done: of what is too long, or takes too long, nothing is kept.",
        ),)  # fmt: skip

    def _masker(self, texts: Iterable[str | None]) -> Masker:
        """Return what masks. Of names, of which there may be millions, those count whose first word is in the texts."""
        from dashboard.refresh.masking import Masker, Names, spoken
        from dashboard.refresh.masking.telephones import COUNTRIES

        if lost := unreadable(self.source):
            raise ExtractError(f"Nothing can be masked, as the names in {', '.join(sorted(lost))} cannot be read.")
        said, named = said_of_verbatims(self.settings), self._named()
        lead = with_identity(self.settings, demo=is_demo(self.settings)).cx_lead
        persons = [*named["person"], *(one for one in (lead.name, lead.reports_to) if one)]
        known = Names.of(
            persons,
            named["account"],
            named["customer"],
            but=named["label"],
            spoken=spoken({text for text in texts if text}),
        )
        return Masker(known, said.patterns, said.countries or COUNTRIES)

    def _named(self) -> dict[str, list[str]]:
        """Return every name in the company's tables, by what it names."""
        found: dict[str, list[str]] = {called: [] for called in NAMED}
        if query := names(self.source):
            table = self.warehouse.arrow(query)
            for called, name in zip(*(table.column(one).to_pylist() for one in ("called", "name")), strict=True):
                found[called].append(str(name))
        return found
