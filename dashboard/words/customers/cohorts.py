"""How long customers stay, and how their score is by tenure, as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.customers.cohorts import Cohort, Cohorts
from dashboard.measures.customers.tenure import Band, ByTenure, Tenure
from dashboard.measures.registry import measure
from dashboard.periods import Calendar, closing, fiscal_year_start
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.customers.next_steps import stayed
from dashboard.words.digits import shown_difference
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted

NAME = "How long customers stay"
MEANING = (
    "Customers by the year of their first payment, and what share of them are customers so many months later; who "
    "paused and came back is one again. Those who began before the records do, or nobody knows when, are in no cohort. "
    "Where not all of a cohort have come so far, the line is dashed: each counts up to where it is (Kaplan and Meier), "
    "and what comes of them is not known yet. Beside it the score of those who answered in the period, by how long "
    "each had been a customer when answering."
)
INCOMPLETE = "not all have come so far"
MONTHS = "months since the first payment"
TENURES: dict[Tenure, str] = {
    "under_1": "Under 1 year", "1_to_3": "1 to 3 years", "3_and_more": "3 years and more", "not given": "Not known",
}  # fmt: skip
SCORES = "Score by tenure"


def year(cohort: Cohort, settings: Settings) -> str:
    """Return the year in which a cohort began: '2024', or as the company calls its years."""
    start = settings.fiscal_year_start
    begin = fiscal_year_start(cohort.first, start)
    if start == 1:
        return str(begin // 12)
    return closing("fiscal", begin + 11, Calendar(start, settings.fiscal_year_label, settings.locale)).label


def title(found: Cohorts, settings: Settings) -> str:
    """Return the finding: 'Of customers won Nov 2024–Oct 2025, 80.4 % were still customers after 12 months; …'."""
    against, formats = found.against, Formats.of(settings)
    if against is None:
        return ""
    when = f"won {formats.months(against.first, against.last)}"
    if not against.clear:
        return f"No difference between customers {when} and those won a year before can be told after a year"
    now, then = formats.percent(against.newer), formats.percent(against.older)
    return f"Of customers {when}, {now} were {stayed(settings)} after a year; of those won a year before, {then}"


def subtitle(found: Cohorts, settings: Settings) -> str:
    """Return what is drawn, until when, and of how many."""
    won = counted(sum(one.customers for one in found.cohorts), "customer", settings.locale)
    until = Formats.of(settings).month(found.until)
    return f"{stayed(settings)}, of {won} by year of the first payment, until {until} · dashed: {INCOMPLETE}"


def notes(found: Cohorts, settings: Settings) -> tuple[str, ...]:
    """Return how sure the finding is, and who is in no cohort."""
    formats, against = Formats.of(settings), found.against
    left = []
    if against is not None and against.clear:
        moved = shown_difference(100 * against.newer, 100 * against.older, 1)
        span = formats.around(moved, 100 * against.difference.low, 100 * against.difference.high, 1)
        left.append(f"They are {formats.points(abs(moved))} apart ({INTERVAL} {span}).")
    if found.before:
        who = counted(found.before, "customer", settings.locale)
        left.append(
            f"In no cohort: {who} of {formats.month(found.until)} who began before {formats.month(found.since)}."
        )
    if found.few:
        few = counted(found.few, "customer", settings.locale)
        left.append(f"Left out: {few} of years in which fewer than {settings.least_n} began.")
    return tuple(left)


def instead(found: Cohorts | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the curves; nothing where there are some."""
    if found is None:
        return f"Who was a customer at the end of {view.period.label} is not on record."
    if any(one.ages for one in found.cohorts):
        return ""
    return f"Fewer than {settings.least_n} customers began in any year: too few to tell how long they stay."


def alternative(found: Cohorts, settings: Settings) -> str:
    """Return what is drawn, for those who do not see it: how many of each cohort are left at its latest age."""
    formats = Formats.of(settings)
    ends = ((year(one, settings), one.ages[-1]) for one in found.cohorts if one.ages)
    return "; ".join(f"{name}: {formats.percent(age.share)} after {age.months} months" for name, age in ends)


def scores_title(found: ByTenure, settings: Settings) -> str:
    """Return the finding: 'Customers of under 1 year score 8.1 points less than those of 3 years and more'."""
    newest, oldest = found.of("under_1"), found.of("3_and_more")
    if found.apart is None or newest is None or oldest is None:
        return ""
    ends = TENURES["under_1"].lower(), TENURES["3_and_more"]
    if not found.clear:
        return f"No difference in score between customers of {ends[0]} and of {ends[1]} can be told"
    entry, values = measure(settings.leading_measure, settings), (newest.estimate.value, oldest.estimate.value)
    more = "more" if found.apart.value > 0 else "less"
    return f"Customers of {ends[0]} score {Formats.of(settings).change(entry, *values)} {more} than those of {ends[1]}"


def scores_subtitle(view: View, found: ByTenure, settings: Settings) -> str:
    """Return which score it is, of when and of how many."""
    answers = sum(band.estimate.n for band in found.bands)
    label = measure(settings.leading_measure, settings).label
    return f"{label}, {INTERVAL} · {view.period.label} · {counted(answers, 'answer', settings.locale)}"


def scores_notes(found: ByTenure, settings: Settings) -> tuple[str, ...]:
    """Return how many answers are of tenures with too few."""
    if not found.few:
        return ()
    return (
        f"Left out: {counted(found.few, 'answer', settings.locale)} of tenures with fewer than {settings.least_n}.",
    )


def scores_instead(found: ByTenure | None, settings: Settings) -> str:
    """Return what is said in place of scores; nothing where there are some."""
    if found is not None and found.bands:
        return ""
    answers = counted(0 if found is None else found.few, "answer", settings.locale)
    return f"{answers}, and fewer than {settings.least_n} of any tenure: too few to tell."


def score(band: Band, settings: Settings) -> str:
    """Return a tenure's score as it stands beside its mark."""
    return figures.told(measure(settings.leading_measure, settings), band.estimate, settings)
