"""Whom a register's rows are about under a filter, in words."""

from __future__ import annotations

from dataclasses import replace

from dashboard.data.view import View
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.plain import counted


def whose(view: View, company: str, *, follows: bool) -> str:
    """Return whom rows are about: 'all of Acme', 'DACH, all segments', 'whole company' where no filter is followed."""
    if not view.filtered:
        return figures.scope(view, company)
    if view.regions is None or not follows:
        return figures.WHOLE_COMPANY
    of_regions = figures.scope(replace(view, segments=None), company)
    return f"{of_regions}, all segments" if view.segments else of_regions


def left_out(number: int, what: str, settings: Settings) -> str:
    """Return how many rows name no region and are left out: '31 open tasks name no region and are left out.'"""
    if not number:
        return ""
    verbs = "names no region and is" if number == 1 else "name no region and are"
    return f"{counted(number, what, settings.locale)} {verbs} left out."
