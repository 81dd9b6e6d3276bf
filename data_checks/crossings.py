"""The cross-checks that there are: what is held against what, from which share on it is told, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data_checks.crossing import Crossing, Needs

_REVENUE = ("customer_id", "month", "amount")
_MONEY = (("revenue", "amount"),)
_FOLLOWED = (("revenue", "active_customers"),)
_LEDGER = ("finance",)
"""What the ledger books stands on nobody's months: that customers cannot be followed makes it no less true."""
_LEFT: tuple[Needs, ...] = ({"customers": ("churned_on",)}, {"churn_events": ("customer_id", "churned_on")})
"""Where it is noted who left."""
_BOTH = "Find out which of the two is right, and correct the other; the figures are shown all the same."


def _placed(table: str) -> tuple[Needs, ...]:
    """Return where a row and its customer may be told to stand: in a region, or in a segment."""
    return tuple({table: (place,), "customers": (place,)} for place in ("region", "segment"))


CUSTOMERS, ANSWERS, MONTHS = ("customer", "customers"), ("answer", "answers"), ("customer's month", "customers' months")
SPREAD = (
    "Where they are invoices for several months, connect them as `invoices` or `subscriptions`, which spread each over "
    'its months, in place of `revenue`; where they are purchases, set revenue_kind = "sales" and active_months.'
)

OF_MONEY: tuple[Crossing, ...] = (
    Crossing(
        "credits", {"revenue": _REVENUE}, MONTHS, 0.05,
        "credits are a small part of what is paid",
        "{wrong} of {looked_at} {have} credits; they come to {money} beside {of_money} paid ({money_share}), most of "
        "them to customer {example}",
        "Make sure that they are credits and no turned sign; they lower the revenue of their month.",
        _MONEY, by_money=True,
    ),
    Crossing(
        "credits_to_nobody", {"revenue": _REVENUE}, MONTHS, 0.0,
        "nobody is credited more than was paid who is no customer then",
        "{wrong} {are} below nought of who is no customer then, neither just before nor just after: credits of {money} "
        "in all, the largest to customer {example}",
        "Book them in the months that they correct; until then they are in no part of the bucket, and in the ledger.",
    ),
    Crossing(
        "single_purchases", {"revenue": _REVENUE}, CUSTOMERS, 0.8,
        "recurring revenue comes again",
        "{wrong} of {looked_at} ({share}) paid once and never again, for example {example}: who is kept from one month "
        "to the next cannot be told of single purchases",
        'Where they are purchases, set revenue_kind = "sales" and active_months, the months for which a buyer counts '
        "as a customer; where they are invoices for several months, connect them as `invoices` or `subscriptions`.",
        _FOLLOWED, stops=True, spares=_LEDGER, recurring=True,
    ),
    Crossing(
        "rhythm", {"revenue": _REVENUE}, CUSTOMERS, 0.05,
        "recurring revenue is there each month",
        "{wrong} of {looked_at} ({share}) {pay} at intervals, most often {label} ({labelled}), for example {example}: "
        "{money_share} of the months between their first and last payment are without revenue, and each looks like a "
        "customer lost",
        SPREAD, _FOLLOWED, stops=True, spares=_LEDGER, recurring=True, unless="single_purchases",
    ),
    Crossing(
        "churned_and_paying", {"customers": ("customer_id",), "revenue": _REVENUE}, CUSTOMERS, 0.01,
        "who has left pays no longer",
        "{wrong} {are} marked as gone and {have} paid later than three months after it: {money} of the last twelve "
        "months' {of_money} ({money_share}), for example customer {example}",
        "Find out which is right: clear churned_on of who stayed, give who came back a returned_on in churn_events, or "
        "end the revenue of who left.",
        (("customers", "churned_on"), ("churn_events", "churned_on"), *_FOLLOWED), by_money=True, either=_LEFT,
    ),
    Crossing(
        "silent_and_not_churned", {"customers": ("customer_id",), "revenue": _REVENUE}, CUSTOMERS, 0.2,
        "who pays nothing for a year is marked as gone",
        "{wrong} of {looked_at} who have paid nothing for a year {are} not marked as gone ({share}), for example "
        "customer {example}, with the last payment",
        "Have churned_on noted, so that reasons for leaving speak of all who left.",
        (("customers", "churned_on"), ("churn_events", "churned_on")), either=_LEFT,
    ),
    Crossing(
        "paid_before_acquired", {"customers": ("customer_id", "acquired_on"), "revenue": _REVENUE}, CUSTOMERS, 0.05,
        "nobody pays more than a month before being acquired",
        "{wrong} of {looked_at} ({share}) paid more than a month before their acquired_on, for example customer "
        "{example}",
        _BOTH,
    ),
    Crossing(
        "revenue_elsewhere",
        {"revenue": _REVENUE, "customers": ("customer_id",)},
        ("row", "rows"), 0.1,
        "revenue is booked where its customers are",
        "{wrong} of the last three months {are} booked in another region or segment than the customer's: {money} of "
        "{of_money} ({money_share}), for example customer {example}; most often they say {label}",
        "Find out which is right. Measures of customers use the customer's own.",
        by_money=True, either=_placed("revenue"),
    ),
    Crossing(
        "lost_and_paying", {"renewals": ("customer_id", "due_on", "outcome"), "revenue": _REVENUE},
        ("renewal", "renewals"), 0.05,
        "who did not renew pays no longer",
        "{wrong} of {looked_at} said to be lost ({share}) {are} of customers who paid in all of the three months after "
        "it, {money} in all, for example customer {example}",
        _BOTH, (("renewals", "outcome"),), recurring=True,
    ),
    Crossing(
        "renewed_and_not_paying", {"renewals": ("customer_id", "due_on", "outcome"), "revenue": _REVENUE},
        ("renewal", "renewals"), 0.05,
        "who renewed goes on paying",
        "{wrong} of {looked_at} said to be renewed ({share}) {are} of customers who paid nothing in the three months "
        "after it, {money} in all, for example customer {example}",
        _BOTH, (("renewals", "outcome"),), recurring=True,
    ),
    Crossing(
        "won_and_acquired",
        {"opportunities": ("closed_on", "outcome"), "customers": ("customer_id", "acquired_on")},
        ("period", "periods"), 0.0,
        "deals won and customers acquired are of one order",
        "{money} deals won stand beside {of_money} customers acquired in the last twelve months",
        "Make sure that both are whole, and that both speak of the whole company.",
        (("opportunities", "outcome"),),
    ),
)  # fmt: skip

OF_VOICE: tuple[Crossing, ...] = (
    Crossing(
        "answers_elsewhere",
        {"survey_responses": ("response_id", "customer_id", "responded_at"), "customers": ("customer_id",)},
        ANSWERS, 0.1,
        "answers are given where their customers are",
        "{wrong} of {looked_at} of the last twelve months ({share}) name another region or segment than their customer "
        "has, for example {example}; most often they say {label}",
        "Find out which is right. Measures of answers use the answer's own, measures of customers the customer's.",
        either=_placed("survey_responses"),
    ),
    Crossing(
        "answered_before_invited",
        {"survey_responses": ("response_id", "responded_at", "invitation_id"),
         "survey_invitations": ("invitation_id", "invited_on")},
        ANSWERS, 0.01,
        "nobody answers before being invited",
        "{wrong} of {looked_at} to an invitation ({share}) {were} given on a day before it was sent, for example "
        "{example}",
        "Look for invitations that are written anew when they are sent again, or for clocks in other zones.",
        (("survey_responses", "invitation_id"), ("survey_invitations", "invited_on")),
    ),
    Crossing(
        "answered_undelivered",
        {"survey_responses": ("response_id", "responded_at", "invitation_id"),
         "survey_invitations": ("invitation_id", "delivered")},
        ANSWERS, 0.01,
        "nobody answers an invitation that did not arrive",
        "{wrong} of {looked_at} to an invitation ({share}) {are} to one that is said not to have been delivered, for "
        "example {example}",
        "Have `delivered` set of what was answered: response rates are of what was delivered.",
        (("survey_responses", "invitation_id"), ("survey_invitations", "delivered")),
    ),
    Crossing(
        "more_answers_than_invitations",
        {"survey_responses": ("response_id", "responded_at", "metric", "invitation_id"),
         "survey_invitations": ("invitation_id", "invited_on", "metric")},
        ("month of a metric", "months of a metric"), 0.0,
        "no month has more answers to invitations than invitations",
        "{wrong} of {looked_at} {have} more answers that name an invitation than invitations in that month and the one "
        "before, for example {example}",
        "Load the invitations that are missing; response rates are too high without them.",
        (("survey_responses", "invitation_id"), ("survey_invitations", "invited_on")),
    ),
    Crossing(
        "closed_with_open_tasks",
        {"theme_stages": ("theme_id", "stage", "entered_on"), "tasks": ("theme_id", "kind", "completed_on")},
        ("theme", "themes"), 0.0,
        "no theme is closed while a corrective task of it is open",
        "{wrong} of {looked_at} that are closed {have} open corrective tasks, {money} in all, for example {example}",
        "Complete or cancel the tasks, or take the theme back to the stage in which it is.",
        (("theme_stages", "stage"), ("tasks", "completed_on")),
    ),
)  # fmt: skip

_AN_ANSWER = ("response_id", "responded_at")
_ABOUT = (*_AN_ANSWER, "about_id", "about_kind")
_TOO_EARLY = (
    "Look for clocks in other zones, and for a join that takes the newest thing of a customer for the one that the "
    "answer is about."
)


def _before(kind: str, table: str, columns: tuple[str, str]) -> Crossing:
    """Return the check that no answer about a thing is given before it begins."""
    return Crossing(
        f"answered_before_{kind}", {"survey_responses": _ABOUT, table: columns}, ANSWERS, 0.01,
        f"no answer about a {kind} is given before it begins",
        f"{{wrong}} of {{looked_at}} about a {kind} ({{share}}) {{were}} given before its {columns[1]}, for example "
        "{example}",
        _TOO_EARLY, (("survey_responses", "responded_at"), (table, columns[1])),
    )  # fmt: skip


def _about_none(kind: str, table: str, columns: tuple[str, str]) -> Crossing:
    """Return the check that what answers are about is there."""
    return Crossing(
        f"about_no_{kind}", {"survey_responses": _ABOUT, table: columns}, ANSWERS, 0.01,
        f"each {kind} that answers are about is there",
        f"{{wrong}} of {{looked_at}} about a {kind} ({{share}}) {{name}} an about_id that is no {columns[0]} in {table}"
        ", for example {example}",
        f"Write about_id as {table} spells {columns[0]}, or load what is missing there.",
    )  # fmt: skip


OF_WHAT_IS_ANSWERED: tuple[Crossing, ...] = (
    _before("case", "support_cases", ("case_id", "opened_at")),
    _about_none("case", "support_cases", ("case_id", "opened_at")),
    _before("journey", "journey_steps", ("journey_id", "started_at")),
    _about_none("journey", "journey_steps", ("journey_id", "started_at")),
    Crossing(
        "answered_before_it_happened", {"survey_responses": (*_AN_ANSWER, "happened_at")}, ANSWERS, 0.01,
        "no answer is given before what it is about happened",
        "{wrong} of {looked_at} that say when what they are about happened ({share}) {were} given before its "
        "happened_at, for example {example}",
        _TOO_EARLY, (("survey_responses", "responded_at"),),
    ),
)  # fmt: skip

OF_STAND_INS: tuple[Crossing, ...] = (
    Crossing(
        "invoiced_twice", {"invoices": ("invoice_id", "customer_id", "period_start", "period_end", "amount")},
        ("invoice", "invoices"), 0.02,
        "nothing is invoiced twice",
        "{wrong} of {looked_at} ({share}) {repeat} the customer, period and amount of another, {money} in all, for "
        "example {example}",
        "Look for a load that was run twice, and remove its rows.",
        (("invoices", "amount"),),
    ),
    Crossing(
        "below_nought", {"revenue_movements": ("customer_id", "moved_on", "kind", "amount")}, CUSTOMERS, 0.0,
        "no more is taken away than is there",
        "{wrong} of {looked_at} ({share}) {have} more taken away by downgrades and churn than was there, {money} in "
        "all, for example {example}",
        "Load the movements that are missing, the opening ones among them, as 'new' on the day the records begin.",
        (("revenue_movements", "amount"),),
    ),
)  # fmt: skip

_CASES = {"support_cases": ("case_id", "opened_at", "resolved_at", "status")}

OF_SERVICE: tuple[Crossing, ...] = (
    Crossing(
        "closed_without_end", _CASES, ("case", "cases"), 0.01,
        "every case that is closed has a resolved_at",
        "{wrong} of {looked_at} said to be closed ({share}) {have} no resolved_at, for example {example}",
        "Give each the resolved_at at which it was closed: until then it counts as open, and looks longer than it was.",
        (("support_cases", "resolved_at"),),
    ),
    Crossing(
        "open_with_end", _CASES, ("case", "cases"), 0.01,
        "no case that is open has a resolved_at",
        "{wrong} of {looked_at} said to be open ({share}) {have} a resolved_at, for example {example}",
        "Clear the resolved_at of what was opened again, or close what is resolved: it counts as resolved until then.",
        (("support_cases", "resolved_at"),),
    ),
)  # fmt: skip

CROSSINGS = (*OF_MONEY, *OF_VOICE, *OF_WHAT_IS_ANSWERED, *OF_SERVICE, *OF_STAND_INS)
BY_CHECK: Mapping[str, Crossing] = MappingProxyType({each.name: each for each in CROSSINGS})
"""Check's name → cross-check."""
