"""What a dataset is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from queries.contract import Type

Kind = Literal["cube", "window", "register", "sample"]


@dataclass(frozen=True)
class Dataset:
    """What one query brings back.

    ``grain`` names the columns that are unique together and ``measures`` the additive ones (for a
    register: every other column). ``requires`` are tables without which nothing can be asked, ``uses``
    those that add to it where they are there. ``bound`` is the largest number of rows that is believed.
    Datasets of one ``group`` are published, or carried over, together. ``open_months`` tells whether only
    the months that can still change are asked again. ``columns_needed`` are columns that the contract lets be absent
    and without which nothing can be told, as ``table.column``. ``signed`` are the sums that may be below nought:
    credits are revenue. ``masked`` are the columns in which customers speak for themselves: nobody but the masker reads
    them as they are. ``switch`` names the setting without which it is not asked for.
    """

    name: str
    kind: Kind
    description: str
    grain: Mapping[str, Type]
    measures: Mapping[str, Type]
    requires: tuple[str, ...]
    uses: tuple[str, ...] = ()
    bound: int = 5_000_000
    group: str = ""
    open_months: bool = False
    not_null: tuple[str, ...] = ()
    columns_needed: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    switch: str = ""

    @property
    def columns(self) -> dict[str, Type]:
        """Column name → type, the grain first."""
        return {**self.grain, **self.measures}

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables of the contract that the query names."""
        return self.requires + self.uses


PLACE: dict[str, Type] = {"region": "text", "segment": "text"}
MONTHLY: dict[str, Type] = {"month": "integer", **PLACE}
LABELLED: dict[str, Type] = {"month": "integer", "dimension": "text", "label": "text"}
"""By department, channel or what else the company tells its customers by; whatever lacks a label is in none."""


def counts(*names: str) -> dict[str, Type]:
    """Return measures that are counted."""
    return dict.fromkeys(names, "integer")


def sums(*names: str) -> dict[str, Type]:
    """Return measures that are added up."""
    return dict.fromkeys(names, "number")
