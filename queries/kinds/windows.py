"""Windows: what does not add up over time, such as customers followed from one date to another."""

from __future__ import annotations

from queries.kinds.dataset import PLACE, Dataset, counts, sums

FOLLOWED: tuple[Dataset, ...] = (
    Dataset(
        "customer_windows", "window",
        "What became of the customers between the start and the end of a window, and which credits of the closing "
        "month brought customers below nought (credits), or went to those who are none (other_credits); and what of it "
        "is of customers whom a credit left nothing at the start (credited). One row is the closing month, the "
        "window's length in months, a region and a segment.",
        {"month": "integer", "window": "integer", **PLACE},
        {**counts("opening_customers", "kept_customers", "lost_customers", "new_customers", "reactivated_customers",
                   "closing_customers", "credited_customers"),
         **sums("opening_revenue", "retained_revenue", "lost_revenue", "contraction", "expansion",
                 "new_revenue_earned", "new_revenue_bought", "new_revenue_unknown", "reactivated_revenue",
                 "closing_revenue", "credited_opening", "credited_retained", "credited_expansion", "credits",
                 "other_credits")},
        ("revenue",), ("customers",), group="money", not_null=("month", "window"),
        signed=("opening_revenue", "retained_revenue", "new_revenue_earned", "new_revenue_bought",
                "new_revenue_unknown", "reactivated_revenue", "closing_revenue", "credited_opening",
                "credited_retained", "credits", "other_credits"),
    ),
    Dataset(
        "customer_windows_by_label", "window",
        "What became of the customers under each label of the company's own between the start and the end of a window, "
        "as in customer_windows; customers without a label are in none. One row is the closing month, the window's "
        "length in months, a dimension and a label (none: all beyond those kept apart).",
        {"month": "integer", "window": "integer", "dimension": "text", "label": "text"},
        {**counts("opening_customers", "kept_customers", "lost_customers", "new_customers", "reactivated_customers",
                   "closing_customers", "credited_customers"),
         **sums("opening_revenue", "retained_revenue", "expansion", "closing_revenue", "credited_opening",
                 "credited_retained", "credited_expansion")},
        ("revenue", "customers"), group="money", not_null=("month", "window", "dimension", "label"),
        signed=("opening_revenue", "retained_revenue", "closing_revenue", "credited_opening", "credited_retained"),
    ),
    Dataset(
        "window_revenue", "window",
        "What customers brought over the months of a window, and over as many months before; and how much of it came "
        "from customers who brought nothing before. One row is the closing month, the window's length in months, a "
        "region and a segment.",
        {"month": "integer", "window": "integer", **PLACE},
        {**counts("customers_before"),
         **sums("revenue_before", "revenue", "new_revenue_earned", "new_revenue_bought", "new_revenue_unknown",
                 "reactivated_revenue")},
        ("revenue",), ("customers",), group="money", not_null=("month", "window"),
        signed=("revenue_before", "revenue", "new_revenue_earned", "new_revenue_bought", "new_revenue_unknown",
                "reactivated_revenue"),
    ),
    Dataset(
        "arrivals", "window",
        "New customers of a window, with what they bring, by the reason for which they joined. One row is the closing "
        "month, the window's length in months, a region, a segment and a source ('earned', 'bought'; none: not known).",
        {"month": "integer", "window": "integer", **PLACE, "source": "text"},
        {**counts("customers"), **sums("revenue")},
        ("revenue",), ("customers",), group="money", not_null=("month", "window"),
        signed=("revenue",),
    ),
    Dataset(
        "departures", "window",
        "Customers lost in a window, with what they had brought, by the reason that was noted. One row is the closing "
        "month, the window's length in months, a region, a segment and a reason (none: not noted).",
        {"month": "integer", "window": "integer", **PLACE, "reason": "text"},
        {**counts("customers"), **sums("revenue")},
        ("revenue", "customers"), ("churn_events",), group="money", not_null=("month", "window"),
    ),
    Dataset(
        "next_steps", "window",
        "What customers did after what they had said in a relationship survey, in the three months before the window "
        "opened. One row is the closing month, the window's length in months (3 or 12), a region, a segment, the "
        "customers' tenure (none: not known) and what they said: 'promoter', 'passive', 'detractor', 'asked' (and "
        "silent), 'not_asked' or, where invitations are not on record, 'silent'.",
        {"month": "integer", "window": "integer", **PLACE, "tenure": "text", "said": "text"},
        {**counts("customers", "kept_customers"),
         **sums("opening_revenue", "retained_revenue", "closing_revenue", "opening_squared", "retained_squared",
                 "closing_squared", "opening_retained", "opening_closing")},
        ("revenue", "survey_responses"), ("customers", "survey_invitations"), not_null=("month", "window", "said"),
        signed=("opening_revenue", "retained_revenue", "closing_revenue", "opening_retained", "opening_closing"),
    ),
    Dataset(
        "contacted_customers", "window",
        "What became of customers whom the company contacted of its own accord in the three months before the window "
        "opened. One row is the closing month, the window's length in months (12), a region, a segment, the customers' "
        "tenure (none: not known) and what for: 'helped', else 'sold_to', else 'informed', or 'not_contacted'.",
        {"month": "integer", "window": "integer", **PLACE, "tenure": "text", "contact": "text"},
        {**counts("customers", "kept_customers"), **sums("opening_revenue", "retained_revenue")},
        ("revenue", "engagements"), ("customers",), not_null=("month", "window", "contact"),
        signed=("opening_revenue", "retained_revenue"),
    ),
    Dataset(
        "conceded_customers", "window",
        "What became of customers who had a case in the three months before the window opened, by whether something "
        "was given to them at discretion in these months. One row is the closing month, the window's length in months "
        "(12), a region, a segment, the customers' tenure (none: not known), how many cases they had then ('one', "
        "'several') and whether something was given ('given', 'not_given').",
        {"month": "integer", "window": "integer", **PLACE, "tenure": "text", "cases": "text", "act": "text"},
        {**counts("customers", "kept_customers"), **sums("opening_revenue", "retained_revenue")},
        ("revenue", "support_cases", "concessions"), ("customers",), not_null=("month", "window", "cases", "act"),
        signed=("opening_revenue", "retained_revenue"),
    ),
    Dataset(
        "coverage", "window",
        "The customers of a closing month, those among them who were sent a survey within the window, whom one "
        "reached, and who answered one; and what each of these brought in that month. One row is the closing month, "
        "the window's length in months, a region and a segment.",
        {"month": "integer", "window": "integer", **PLACE},
        {**counts("customers", "asked", "reached", "answered"),
         **sums("revenue", "asked_revenue", "reached_revenue", "answered_revenue")},
        ("revenue", "survey_responses"), ("customers", "survey_invitations"), not_null=("month", "window"),
    ),
    Dataset(
        "customer_cohorts", "window",
        "Customers by the month of their first payment, and how many of them are customers so many months later. One "
        "row is that month, the age in months, a region, a segment, and whether they began then (1) or before the "
        "first month that is known (0).",
        {"month": "integer", "age": "integer", **PLACE, "known": "integer"},
        counts("customers", "active"),
        ("revenue",), ("customers",), group="money", not_null=("month", "age", "known"),
    ),
    Dataset(
        "pilot_outcomes", "window",
        "What came of the units of pilots, month by month, in the measure that the pilot names (NPS: -1, 0, 1; other "
        "scores: 1 is satisfied, or found it easy; of cases hours, or 1 and 0), from a year before the pilot began to "
        "a year after its last unit joined; units is how many rows the pilot has in pilot_units. One row is a pilot, "
        "an arm, a unit (region, segment, department, customer and day of joining; none: any), a month and how it was "
        "asked for, or the channel of the case (none: not recorded).",
        {"pilot_id": "text", "arm": "text", **PLACE, "department_id": "text", "customer_id": "text",
         "joined_on": "date", "month": "integer", "way": "text"},
        {**counts("units", "n"), **sums("weight", "weight_squared", "total", "squares")},
        ("pilots", "pilot_units"), ("survey_responses", "customers", "support_cases"), bound=500_000, group="pilots",
        not_null=("pilot_id", "arm", "month"), signed=("total",),
    ),
)  # fmt: skip
