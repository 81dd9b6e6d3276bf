"""Training as words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.measures.people.training import Completed, Courses
from dashboard.settings import Settings
from dashboard.words.formats import Formats
from dashboard.words.plain import counted

NAME = "Training, department by department"
MEANING = (
    "Of the places for which a course is meant, how many were completed, as reported for the newest month by the end "
    "of the period. Whoever is to take two courses has two places. Months are not added up: a company may report who "
    "completed a course in a month, or by it. Whether a course helped is not told by this."
)
ORDER = "the least completed first"
NOTHING_KNOWN = "No training is on record by the end of these months."
ALL = "All courses"


def title(found: Courses, names: Mapping[str, str], settings: Settings) -> str:
    """Return the finding: '1,640 of 3,855 places in 3 courses are completed; Finance the least, 60 of 165'."""
    courses, (least, *others) = counted(len(found.courses), "course", settings.locale), found.departments
    said = f"{of(found.whole, settings)} places in {courses} are completed"
    if not others or least.whole.share >= others[0].whole.share:
        return said
    name = names.get(least.department_id) or least.department_id
    return f"{said}; {name} the least, {of(least.whole, settings)}" if name else said


def subtitle(found: Courses, settings: Settings) -> str:
    """Return of which month it is."""
    return f"as reported for {Formats.of(settings).month(found.month)}"


def of(one: Completed, settings: Settings) -> str:
    """Return how many places were completed, of all: '1,640 of 3,855'."""
    formats = Formats.of(settings)
    return f"{formats.count(one.completed)} of {formats.count(one.eligible)}"


def percent(one: Completed, settings: Settings) -> str:
    """Return the share that was completed."""
    return Formats.of(settings).percent(one.share, 0)


def before(one: Completed | None, settings: Settings) -> str:
    """Return the share of the same month of the year before; nothing where it is not on record."""
    return "" if one is None or not one.eligible else f"{percent(one, settings)} a year before"


def more_courses(number: int, settings: Settings) -> str:
    """Say how many courses have no column of their own."""
    if number <= 0:
        return ""
    have = "has no column of its own and counts" if number == 1 else "have no column of their own and count"
    return f"{counted(number, 'more course', settings.locale)} {have} among all."
