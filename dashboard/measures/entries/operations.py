"""Measures of what was done."""

from __future__ import annotations

from dashboard.measures.entries.entry import Measure
from dashboard.measures.formulas import Median, Ratio, Term, Total
from dashboard.measures.terms import sums as _sum

OPERATIONS = (
    Measure(
        "first_contact_resolution", "First-contact resolution",
        "Share of the cases opened that are marked as solved at the first contact. One that the customer gave up "
        "counts as not solved; one that is not marked yet is left out.",
        "operations", "share", "up", Ratio(_sum("cases", "contact_resolved"), _sum("cases", "contact_known")), "cases",
        judged="rate", beside=("abandoned_cases",),
    ),
    Measure(
        "abandoned_cases", "Cases abandoned", "Share of the cases opened that the customer gave up.",
        "operations", "share", "down", Ratio(_sum("cases", "abandoned"), _sum("cases", "abandonment_known")), "cases",
        judged="rate", beside=("first_contact_resolution",),
    ),
    Measure(
        "escalated_cases", "Cases escalated",
        "Share of the cases opened that were escalated, of those of which it is known whether they were.",
        "operations", "share", "down", Ratio(_sum("cases", "escalated"), _sum("cases", "escalation_known")), "cases",
        judged="rate", beside=("first_contact_resolution",),
    ),
    Measure(
        "case_csat", "CSAT of cases",
        "Share of the cases opened whose customer was asked about the case and gave it 4 or 5 of 5; those without an "
        "answer are left out. Each case counts as one of its own.",
        "operations", "share", "up",
        Ratio((Term("case_scores", "n", (("score", (4, 5)),)),), _sum("case_scores", "n"), sample=True),
        "cases with a score",
        judged="rate", basis="top two boxes, of the case itself",
    ),
    Measure(
        "bot_contained", "Contained by the bot",
        "Share of the cases that a bot met which it let go as solved; never read it without those who came back.",
        "operations", "share", "none", Ratio(_sum("bot_cases", "contained"), _sum("bot_cases", "n")),
        "cases that a bot met", judged="rate", beside=("bot_came_back", "bot_escaped", "bot_given_up"),
    ),
    Measure(
        "bot_escaped", "Went on from the bot to people",
        "Share of the cases that a bot met which went on to people: the customer escaped it.",
        "operations", "share", "none", Ratio(_sum("bot_cases", "escaped"), _sum("bot_cases", "n")),
        "cases that a bot met", judged="rate", beside=("bot_contained", "bot_came_back"),
    ),
    Measure(
        "bot_given_up", "Given up with the bot", "Share of the cases that a bot met which the customer gave up there.",
        "operations", "share", "down", Ratio(_sum("bot_cases", "given_up"), _sum("bot_cases", "n")),
        "cases that a bot met", judged="rate", beside=("bot_contained", "bot_came_back"),
    ),
    Measure(
        "bot_came_back", "Back after the bot",
        "Share of the cases that a bot let go as solved after which the customer opened a case again within 30 days, "
        "about whatever. Cases of the last 30 days are left out, for nobody knows yet, and so are those of customers "
        "who are not known.",
        "operations", "share", "down", Ratio(_sum("bot_cases", "came_back"), _sum("bot_cases", "followed")),
        "cases let go by the bot", judged="rate", basis="again within 30 days", beside=("bot_contained",),
    ),
    Measure(
        "human_wait_median", "Time to a person, median",
        "Minutes within which half of those who asked for a person had reached one. Who reached nobody waited longer "
        "than until the case was resolved, or than so far; who gave up before is left out. Minutes are counted in "
        "narrow steps: it is known to within a twentieth of itself.",
        "operations", "minutes", "down", Median("human_waits", "reached", "not_reached"), "cases", relative=True,
        least_change=0.05, basis="once asked for", beside=("bot_escaped", "abandoned_cases"),
    ),
    Measure(
        "contact_after_help", "Contact after help",
        "Share of the times at which the company helped of its own accord, by a contact to help or a case that it "
        "began itself, after which the customer opened a case within 30 days, about whatever. Those of the last 30 "
        "days are left out, for nobody knows yet, and so are those of customers who are not known.",
        "operations", "share", "none",
        Ratio(_sum("contacts_after", "turned_again", came_before=("help", "proactive")),
              _sum("contacts_after", "followed", came_before=("help", "proactive"))),
        "times helped", judged="rate", basis="within 30 days",
    ),
    Measure(
        "first_response_median", "Time to first response, median",
        "Hours within which half of the cases opened had a first response; one that still waits takes longer than so "
        "far, one that the customer gave up before is left out. Hours are counted in narrow steps: it is known to "
        "within a twentieth of itself.",
        "operations", "hours", "down", Median("first_responses", "responded", "waiting_at_end"), "cases", relative=True,
        least_change=0.05, basis="of those opened, waiting ones included", beside=("abandoned_cases",),
    ),
    Measure(
        "resolution_hours", "Time to resolve, mean",
        "Mean hours from opening to resolution, of the cases resolved in the period; those still open are not in it.",
        "operations", "hours", "down", Ratio(_sum("resolutions", "hours"), _sum("resolutions", "n")), "cases",
        least_change=0.5, basis="of those resolved", beside=("resolution_median",),
    ),
    Measure(
        "resolution_median", "Time to resolve, median",
        "Hours within which half of the cases opened were resolved; one still open takes longer than so far, one that "
        "the customer gave up is left out. Hours are counted in narrow steps: it is known to within a twentieth of "
        "itself.",
        "operations", "hours", "down", Median("case_durations", "resolved", "open_at_end"), "cases", relative=True,
        least_change=0.05, basis="of those opened, open ones included", beside=("resolution_hours", "abandoned_cases"),
        same_as="resolution_hours",
    ),
    Measure(
        "handle_minutes", "Handle time",
        "Mean minutes of work on a case opened in the period, where known; never read it without resolution.",
        "operations", "minutes", "none", Ratio(_sum("cases", "handle_minutes"), _sum("cases", "handled")), "cases",
        least_change=0.02, relative=True, beside=("first_contact_resolution",),
    ),
    Measure(
        "transfers_per_case", "Hand-offs per case", "How often a case opened in the period is passed on, on average.",
        "operations", "number", "down", Ratio(_sum("cases", "transfers"), _sum("cases", "transfers_known")), "cases",
        least_change=0.02,
    ),
    Measure(
        "hand_off_wait", "Wait at hand-offs",
        "How long customers' journeys wait, on average, from one department's end of a step to another's start of the "
        "next.",
        "operations", "hours", "down", Ratio(_sum("hand_offs", "wait_hours"), _sum("hand_offs", "timed")), "hand-offs",
        least_change=0.5,
    ),
    Measure(
        "times_heard", "Times heard",
        "How often customers were heard: answers to surveys, support cases opened, and comments that are neither, such "
        "as those on social media, in a community or in a review. One who is heard three times counts three times.",
        "operations", "count", "none", Total(_sum("heard", "n")), relative=True, least_change=0.05,
    ),
    Measure(
        "on_time_tasks", "On-time tasks",
        "Share of the tasks first promised for the period that were done by that date.",
        "operations", "share", "up", Ratio(_sum("commitments", "on_time"), _sum("commitments", "due")), "tasks",
        least_n=10, judged="not",
    ),
)  # fmt: skip
"""What was done."""
