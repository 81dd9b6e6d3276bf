"""The view that an address or a command asks for, and the address that asks for a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.addresses.asked import asked
from dashboard.addresses.offered import AGAINST, Offered
from dashboard.data.question import Question
from dashboard.data.view import View


def view_of(query: Mapping[str, Sequence[str]], offered: Offered) -> tuple[View, tuple[str, ...]]:
    """Return the view that is asked for by filter ('region', 'segment', 'period', 'against'), and what it has not.

    What is not asked for is as the pages open with. What cannot be had is left out, and a sentence a filter says so;
    another spelling of what there is is taken for it in silence.
    """
    wanted = {name: values for name, values in query.items() if values}
    found = asked(wanted, offered, ())
    chosen = found.values
    period = offered.periods[chosen["period"][0]] if chosen.get("period") else next(iter(offered.periods.values()))
    against = offered.against[chosen["against"][0]] if chosen.get("against") else next(iter(offered.against.values()))
    places, segments = chosen.get("region", ()), tuple(sorted(chosen.get("segment", ()))) or None
    view = View.of(
        period, against, offered.first, offered.calendar, regions=offered.meant(places), segments=segments,
        parents=offered.chosen_parents(places),
    )  # fmt: skip
    lacking = (name for name in found.said if len(chosen.get(name, ())) < len({*wanted[name]}))
    return view, tuple(found.said[name] for name in lacking)


SNAPSHOT = "snapshot"
"""The parameter of an address that names a kept snapshot."""


def asked_by(question: Question, snapshot: str | None = None) -> list[tuple[str, str]]:
    """Return all that an address asks for to put just this question: filters, the page's parameters, the snapshot.

    The snapshot is named where it is not the newest, or as ``snapshot`` says (empty: the newest is asked for).
    """
    named = ("" if question.is_current else question.manifest.id) if snapshot is None else snapshot
    asked = [*query_of(question.view), *question.parameters]
    return [*asked, (SNAPSHOT, named)] if named else asked


def query_of(view: View) -> list[tuple[str, str]]:
    """Return what an address asks of the filters to show just this view, whatever the pages open with by then."""
    asked = [("region", one) for one in view.regions or ()] + [("segment", one) for one in view.segments or ()]
    asked.append(("period", view.period.label))
    if view.against is None:
        return asked
    meant = "year" if view.fell_back or view.against_year_before else "previous"
    return [*asked, ("against", next(label for label, against in AGAINST.items() if against == meant))]
