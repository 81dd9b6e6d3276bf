"""The named views: what an executive of each company asks for, the ordinary and the awkward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.measures import top_ten
from dashboard.periods import Against, Calendar, Kind, Period, choices, closing
from dashboard.settings import Settings
from tests.shown.companies import Company


@dataclass(frozen=True)
class Named:
    """A view with its name, as a question; ``health``: with the page Data health, which follows no filter."""

    company: Company
    name: str
    question: Question
    health: bool = False


def views(company: Company) -> Iterator[Named]:
    """Yield the named views of a company: 24 of the demo, 12 of each other."""
    asked = _whole(company) if company.name == "demo" else _short(company)
    for number, (name, question) in enumerate(asked):
        yield Named(
            company, name, question, not number or question.parameters != () or question.data.grant != EVERYTHING
        )


def _whole(company: Company) -> Iterator[tuple[str, Question]]:
    data, settings = Data(company.snapshot), company.settings
    yield from _periods(company, ("quarter", "month", "year", "fiscal"), ("year", "previous"))
    quarter = _period(data, settings, "quarter")
    for region in data.regions:
        yield f"region {region}", _asked(company, regions=(region,))
    for segment in data.segments:
        yield f"segment {segment}", _asked(company, segments=(segment,))
    first, last = data.regions[0], data.segments[-1]
    yield f"{first} × {last}", _asked(company, regions=(first,), segments=(last,))
    yield "two regions", _asked(company, regions=data.regions[:2])
    yield "a month of a region", _asked(company, _period(data, settings, "month"), regions=(data.regions[-1],))
    yield "a year ago", _asked(company, closing("quarter", quarter.last - 12, _calendar(settings)))
    yield "all months", _asked(company, _period(data, settings, "all"))
    yield "the first quarter", _asked(company, closing("quarter", data.months[0] + 2, _calendar(settings)))
    granted = Grant(regions=frozenset({first}), company_totals=False)
    yield "a reader of one region", _asked(company, grant=granted)
    yield "the last theme and department", _with_parameters(company)


def _short(company: Company) -> Iterator[tuple[str, Question]]:
    data, settings = Data(company.snapshot), company.settings
    yield from _periods(company, ("quarter", "month", "year"), ("year", "previous"))
    for region in data.regions[:2]:
        yield f"region {region}", _asked(company, regions=(region,))
    for segment in data.segments[:2]:
        yield f"segment {segment}", _asked(company, segments=(segment,))
    yield "all months", _asked(company, _period(data, settings, "all"))
    yield "a month of a segment", _asked(company, _period(data, settings, "month"), segments=(data.segments[-1],))


def _periods(
    company: Company, kinds: tuple[Kind, ...], comparisons: tuple[Against, ...]
) -> Iterator[tuple[str, Question]]:
    data = Data(company.snapshot)
    for kind in kinds:
        period = _period(data, company.settings, kind)
        for against in comparisons:
            yield f"{kind} against {against}", _asked(company, period, against)


def _with_parameters(company: Company) -> Question:
    question = _asked(company)
    themes = top_ten(question.data, question.view, question.settings)
    departments = [row["department_id"] for row in question.data.rows("departments")]
    chosen = [("theme", theme.theme_id) for theme in (*themes.ten, *themes.delights)[-1:]]
    chosen += [("department", department) for department in departments[-1:]]
    return replace(question, parameters=(*chosen, ("checks", "all")))


def _asked(
    company: Company,
    period: Period | None = None,
    against: Against = "year",
    *,
    regions: tuple[str, ...] | None = None,
    segments: tuple[str, ...] | None = None,
    grant: Grant = EVERYTHING,
) -> Question:
    data, settings = Data(company.snapshot, grant), company.settings
    shown = period or _period(data, settings, "quarter")
    view = View.of(shown, against, data.months[0], _calendar(settings), regions=regions, segments=segments)
    return Question(data, view, settings, archive=company.archive)


def _period(data: Data, settings: Settings, kind: Kind) -> Period:
    """Return the newest period of a kind; of what the data are too short for, the one that is offered first."""
    offered = choices(*data.months, settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    return next((period for period in offered if period.kind == kind), offered[0])


def _calendar(settings: Settings) -> Calendar:
    return Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
