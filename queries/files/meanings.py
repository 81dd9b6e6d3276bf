"""What the columns of the registers say, for whoever fills them in, with an example of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from queries.contract import Column


@dataclass(frozen=True)
class Meaning:
    """What a column says, and what might stand in it."""

    means: str
    example: str = ""


def meaning(table: str, column: Column) -> Meaning:
    """Return what a column of a register says; KeyError where nobody has written it down."""
    found = MEANINGS.get(f"{table}.{column.name}") or MEANINGS[column.name]
    example = found[1] if len(found) > 1 else (column.allowed[0] if column.allowed else "")
    return Meaning(found[0], example)


MEANINGS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    # What several registers have
    "department_id": ("The department or line of business", "support"),
    "theme_id": ("The customer theme that it is about", "late_invoice"),
    "objective_id": ("A short name of your own for the goal; it never changes", "O-01"),
    "rally_cry_id": ("The company-wide goal that it serves", "RC-2026"),
    "task_id": ("A short name of your own for the task; it never changes", "T-001"),
    "pilot_id": ("A short name of your own for the pilot; it never changes", "P-01"),
    "customer_id": ("The customer, as the warehouse names it", "C-10442"),
    "metric": ("The measure, by the name that `doctor` lists; any other text is shown and not computed", "nps"),
    "region": ("The region, spelt as in the answers; empty: the whole company", "DACH"),
    "segment": ("The segment, spelt as in the answers; empty: all", "Enterprise"),
    "journey_stage": ("The stage of the journey; empty: all", "onboarding"),
    "journey": ("The journey, by the name that the answers use", "onboarding"),
    "month": ("The month, as its first day", "2026-09-01"),
    "starts_on": ("The day on which it starts", "2026-01-01"),
    "ends_on": ("The day on which it ends", "2026-12-31"),
    "due_on": ("The day on which it is due now, after every change", "2026-06-30"),
    "decided_on": ("The day on which it was decided", "2026-04-02"),
    "held_on": ("The day on which it took place", "2026-03-17"),
    "raised_on": ("The day on which it was raised", "2026-03-02"),
    "name": ("Its name, as it is shown", "Customer support"),
    "title": ("What is to be done or reached, in a few words", "Call back within a day"),
    "reason": ("Why, in a sentence", "The supplier changes its system first"),
    "level": ("The level of whoever took part or was praised",),
    "means": ("What it changes first: people, process or technology",),
    # Registers, one after the other
    "departments.department_id": ("A short name of your own for the department; it never changes", "support"),
    "executive": ("Who answers for it in the executive team", "Marcus Bell"),
    "customer_facing": ("Whether its people deal with customers", "yes"),
    "headcount": ("How many people work in it", "85"),
    "regions.region": ("The region, spelt as in the answers; or what regions are parts of", "DACH"),
    "parent": ("The region that it is a part of; empty: of none", "Europe"),
    "regions.leader": ("Who leads it", "Ada Lund"),
    "regions.position": ("Its place among its like, from 1", "2"),
    "rally_cries.rally_cry_id": ("A short name of your own for the goal; it never changes", "RC-2026"),
    "statement": ("The goal in one sentence, as it was announced", "Nobody explains twice"),
    "executives": ("The executives who put their names to it", "Ada Lund, Marcus Bell"),
    "continues": ("The goal of an earlier period that this one carries on", "RC-2025"),
    "principle": ("The principle of the company that it serves", "Answer once"),
    "company_goal": ("The goal of the company that it serves", "Grow with customers whom we keep"),
    "direction": ("Whether the measure is to rise or to fall",),
    "unit": ("The unit of the measure where it is not one of Northstar's", "days"),
    "baseline": ("Where the measure stood at the start", "31.5"),
    "objectives.target": ("Where the measure is to stand when it is due", "38"),
    "family": ("Whether it is about customers, cost or growth",),
    "audience": ("Whether customers would notice it (external) or only the company (internal)",),
    "written_from": ("From whose side the goal is written",),
    "incentive_weight": ("Its part in the variable pay of the department, 0 to 1", "0.3"),
    "objectives.status": ("Where the goal stands; empty: open",),
    "carried_from": ("The goal of an earlier period that this one carries over", "O-00"),
    "objectives.reason": ("Why it was carried over, revised or dropped", "The supplier changes its system first"),
    "objective_values.objective_id": ("The goal", "O-01"),
    "actual": ("Where the measure stood in that month", "33.2"),
    "owner": ("The person who does it", "Jana Ruiz"),
    "tasks.objective_id": ("The goal that it serves", "O-01"),
    "tasks.kind": ("A task, the search for a root cause, or a corrective action",),
    "created_on": ("The day on which it was promised", "2026-01-12"),
    "original_due_on": ("The day on which it was first due; it never changes", "2026-05-31"),
    "completed_on": ("The day on which it was done; empty: it is not", "2026-05-28"),
    "cancelled_on": ("The day on which it was given up", ""),
    "reopened_on": ("The day on which it turned out not to be done", ""),
    "blocked_since": ("Since when it cannot go on; empty: it can", ""),
    "preventive": ("Whether it keeps the trouble from coming up, and does not only mend it", "yes"),
    "effect": ("What the department itself says that it changed",),
    "span": ("Whether the target is of the month, or of the quarter or year that closes with it",),
    "targets.target": ("The value to reach, in the unit of the measure; shares as 0 to 1", "40"),
    "source": ("Who published it", "Industry panel"),
    "as_of": ("The day of which the figure is", "2026-03-31"),
    "value": ("The figure, in the unit of the measure; shares as 0 to 1", "36"),
    "note": ("How it compares", "B2B software, 40 companies"),
    "themes.theme_id": ("A short name of your own for the theme, the one that tags of answers use", "late_invoice"),
    "themes.name": ("Its name, as it is shown", "Invoices come late"),
    "definition": ("What counts as this theme, and what does not", "The invoice came after the promised day"),
    "themes.department_id": ("The one line of business that owns it; empty: it belongs to several", "billing"),
    "sponsor": ("The executive who stands for it", "Ada Lund"),
    "theme_stages.stage": ("The stage that the theme reached",),
    "entered_on": ("The day on which it reached the stage", "2026-02-10"),
    "share": ("The department's part in the theme, 0 to 1", "0.6"),
    "journey_stages.stage": ("The stage, by the name that the answers use", "onboarding"),
    "position": ("Its place in the journey, from 1", "2"),
    "journey_stages.department_id": ("The department that owns the stage", "support"),
    "is_last": ("Whether the journey ends with it", "no"),
    "request_id": ("A short name of your own for the request; it never changes", "R-07"),
    "change_requests.title": ("What was asked for", "Send invoices on the first"),
    "decision": ("What the department answered; empty: nothing yet",),
    "change_requests.kind": ("Whether a change or data was asked for",),
    "decision_id": ("A short name of your own for the decision; it never changes", "D-12"),
    "subject": ("What it is about, as kind:id", "theme:late_invoice"),
    "asked_of": ("Who was to decide", "Executive team"),
    "choice": ("What was decided", "Fund it for a year"),
    "period": ("The months that it speaks of: 2026-09, 2026-Q3, 2026 or 2026-07/2026-09", "2026-Q3"),
    "author": ("Who says it", "Ada Lund"),
    "written_on": ("The day on which it was written", "2026-10-02"),
    "text": ("What is said", "The rise comes from the new portal"),
    "attended": ("Whether the department was there", "yes"),
    "lob_sessions.kind": ("Which kind of session it was",),
    "pilots.name": ("Its name, as it is shown", "Onboarding by phone"),
    "hypothesis": ("What is expected to change, and why", "Who is called in week one stays"),
    "pilots.stage": ("Where the pilot stands",),
    "pilot_units.pilot_id": ("The pilot", "P-01"),
    "arm": ("Whether the unit tries it out or is compared with",),
    "joined_on": ("The day on which the unit joined", "2026-02-01"),
    "given_on": ("The day on which it was given", "2026-03-20"),
    "recognitions.kind": ("Praise in a set form, or by the way",),
    "for_customers": ("Whether it was for something done for customers", "yes"),
    "accomplishment": ("What it was given for", "Answered every case of the outage"),
    "signal_id": ("A short name of your own for the signal; it never changes", "S-33"),
    "employee_signals.title": ("What staff say works or does not", "Two systems for one address"),
    "barrier": ("What stands in the way",),
    "votes": ("How many say the same", "14"),
    "answered_on": ("The day on which staff had an answer", "2026-03-30"),
    "employee_signals.status": ("Where it stands, in your own words", "being built"),
    "course": ("The name of the course", "Complaints as a gift"),
    "eligible": ("How many people the course was for", "40"),
    "completed": ("How many of them completed it", "31"),
    "leader": ("The leader's name", "Ada Lund"),
    "leader_contacts.kind": ("How the leader met the front line or customers",),
    "happened_on": ("The day on which it took place, or is to", "2026-03-17"),
    "planned": ("Whether it was planned", "yes"),
    "observations": ("How many observations were written down", "5"),
    "tasks_created": ("How many tasks came of it", "2"),
    "sponsorships.sponsor": ("The executive who stands for the account", "Ada Lund"),
    "sponsor_department_id": ("The sponsor's department", "support"),
    "started_on": ("The day on which it began", "2026-01-15"),
    "goal": ("What the sponsor wants to reach for the customer", "Renewal for three years"),
    "open_actions": ("How many promises to the customer are open", "3"),
    "departments": ("How many departments took part", "4"),
    "sponsor_teams.department_id": ("A department that looks after the account", "support"),
})  # fmt: skip
"""Column, or table and column where its meaning is its own → what it says, and an example; none: the first choice."""
