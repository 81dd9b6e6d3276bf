"""How the departments' goals serve the company's, as words."""

from __future__ import annotations

from dashboard.data.question import Question
from dashboard.data.view import NOT_GIVEN
from dashboard.measures.programme.alignment import Alignment
from dashboard.words import figures
from dashboard.words.formats import Formats, in_language
from dashboard.words.plain import capitalised, counted, in_letters, some

NAME = "Do the goals serve the company's?"
MEANING = (
    "Open objectives that run in the period, by department and by the goal of the company that each names; a cell "
    "without any is a gap. Conflicts: of so many that are put to the forum a goal of the cell is a side "
    "(see the goals that pull opposite ways), so that one may stand in two cells. A stage of a journey is owned where "
    "the register names a department; goals on systems are those whose means are technology."
)
NO_COMPANY_GOAL = "no company goal"
ALT = "Heat map: open goals by department and by the goal of the company that they serve; empty cells are gaps"
COUNTED = "open goals"
LEFT_OUT = "…"
ENDS = "those with most gaps and conflicts first"


def title(found: Alignment) -> str:
    """Return the finding: 'Finance has no customer goal; one stage has no owner'."""
    without, unowned = found.without_customer_goal, found.unowned or ()
    said = []
    if without:
        who = f"{without[0]} has" if len(without) == 1 else f"{in_letters(len(without))} departments have"
        said.append(f"{who} no customer goal")
    if unowned:
        stages = "stage has" if len(unowned) == 1 else "stages have"
        said.append(f"{in_letters(len(unowned))} journey {stages} no owner")
    return capitalised("; ".join(said) or "every department has a customer goal")


def subtitle(question: Question, found: Alignment) -> str:
    """Return whom it is about, how many goals, of when, and how many gaps there are."""
    view, locale = question.view, question.settings.locale
    scope = figures.scope(view, question.manifest.company)
    goals = counted(len(found.goals), "open goal", locale)
    # One line of business need not serve every goal of the company: a gap is there to be seen, not to be counted down.
    gaps = f" · {counted(found.gaps, 'gap', locale)}" if any(found.company_goals) else ""
    return f"{scope} · {view.period.label} · {goals}{gaps}"


def cell(goals: int, conflicts: int, locale: str) -> str:
    """Return what is written in a cell: '3', '3 · in 1 conflict'; nothing in a gap."""
    stands = f" · in {counted(conflicts, 'conflict', locale)}" if conflicts else ""
    return in_language(locale).count(goals) + stands if goals else ""


def facts(question: Question, found: Alignment) -> tuple[tuple[str, str], ...]:
    """Return what else tells whether goals serve customers, as far as it is known."""
    formats, whole = Formats.of(question.settings), f" · {figures.WHOLE_COMPANY}" if question.view.filtered else ""
    written, technology, unowned = found.written, found.technology, found.unowned
    share = f"{found.from_their_side} of {written} goals" + (
        f" ({formats.percent(found.from_their_side / written, 0)})" if written else ""
    )
    stages = [f"{stage.journey}: {stage.stage}" for stage in unowned or ()]
    told = (
        ("Departments without a customer goal", some(found.without_customer_goal)),
        ("Journey stages without an owner", "" if unowned is None else some(stages) + whole),
        ("Written from the customer's side", share if written else ""),
        ("Technology goals that are not for customers", "" if technology is None else some([
            f"{goal.title} ({found.names.get(goal.department_id) or NOT_GIVEN})" for goal in technology
        ])),
    )  # fmt: skip
    return tuple((name, text) for name, text in told if text)
