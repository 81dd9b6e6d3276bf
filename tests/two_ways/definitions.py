"""What is meant by each measure, written once more: in SQL on a warehouse's own rows, or by what an answer says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Span = tuple[int, int]
"""First and last month, both counted, as year * 12 + month - 1."""

SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "thumbs": (0, 1)}


@dataclass(frozen=True)
class Scored:
    """A measure of answers: which answers, what each says (-1 to 1, or 0 and 1), and the unit in which that is told."""

    metric: str
    survey: str | None
    says: Callable[[int], float]
    middle: float
    width: float
    is_share: bool = False


def promotes(score: int) -> int:
    return 1 if score >= 9 else -1 if score <= 6 else 0


SCORES: Mapping[str, Scored] = {
    "nps": Scored("nps", "relationship", promotes, 0, 100),
    "journey_nps": Scored("nps", "journey", promotes, 0, 100),
    "csat": Scored("csat", None, lambda score: score >= 4, 0, 1, is_share=True),
    "csat_mean": Scored("csat", None, lambda score: (score - 3) / 2, 3, 2),
    "ces": Scored("ces", None, lambda score: score >= 5, 0, 1, is_share=True),
    "thumbs": Scored("thumbs", None, lambda score: score == 1, 0, 1, is_share=True),
}
_KEPT = ("logo_retention", "gross_revenue_retention", "net_revenue_retention")
RETENTION: Mapping[str, int] = dict.fromkeys(_KEPT, 12) | {f"{name}_quarter": 3 for name in _KEPT}
"""Measure → the months over which customers are kept."""
FLOWS = ("net_customers", "customers_won", "refill")
SPENT = ("acquisition_cost", "retention_cost", "cost_to_serve")
COMPANY_WIDE = ("on_time_tasks",)
KEPT_APART = 60
"""Themes, of those named most, that are told apart."""


@dataclass(frozen=True)
class Place:
    """Regions and segments, None: all. The label 'not given' stands for rows without one."""

    regions: tuple[str, ...] | None = None
    segments: tuple[str, ...] | None = None

    def holds(self, region: str | None, segment: str | None) -> bool:
        return all(
            asked is None or (label or "not given") in asked
            for asked, label in ((self.regions, region), (self.segments, segment))
        )

    @property
    def sql(self) -> str:
        conditions = ["true"]
        for column, asked in (("region", self.regions), ("segment", self.segments)):
            if asked is not None:
                labels = ", ".join("'" + label.replace("'", "''") + "'" for label in asked)
                conditions.append(f"coalesce({column}, 'not given') in ({labels})")
        return " and ".join(conditions)


@dataclass(frozen=True)
class Number:
    """A value, what was counted (nan: nothing is), and its interval (nan: none)."""

    value: float
    n: float
    low: float = math.nan
    high: float = math.nan


NOTHING = Number(math.nan, math.nan)


def _sum_of(line: str) -> str:
    return f"coalesce(sum(amount) filter (line = '{line}'), 0)"


SAMPLED = ("case_csat",)
"""The shares of those who answered, which have an interval."""

COUNTED: Mapping[str, tuple[str, str, str, str]] = {
    "response_rate": (
        "invitations", "invited_on", "avg(answered::integer) filter (delivered)", "count(*) filter (delivered)",
    ),
    "first_contact_resolution": (
        "cases", "opened",
        "count(*) filter (first_contact_resolved and abandoned is not true) "
        "/ nullif(count(*) filter (abandoned or first_contact_resolved is not null), 0)",
        "count(*) filter (abandoned or first_contact_resolved is not null)",
    ),
    "abandoned_cases": ("cases", "opened", "avg(abandoned::integer)", "count(abandoned)"),
    "escalated_cases": ("cases", "opened", "avg(escalated::integer)", "count(escalated)"),
    "case_csat": ("cases", "opened", "avg((csat >= 4)::integer) filter (csat between 1 and 5)",
                  "count(*) filter (csat between 1 and 5)"),
    **{
        name: ("bot_cases", "opened", f"avg((bot_outcome = '{outcome}')::integer)", "count(*)")
        for name, outcome in (
            ("bot_contained", "resolved"), ("bot_escaped", "escaped"), ("bot_given_up", "abandoned"),
        )
    },
    "bot_came_back": (
        "bot_cases", "opened", "avg(came_back::integer) filter (bot_outcome = 'resolved' and followed)",
        "count(*) filter (bot_outcome = 'resolved' and followed)",
    ),
    "contact_after_help": (
        "times_helped", "day", "avg(turned_again::integer) filter (followed)", "count(*) filter (followed)",
    ),
    "resolution_hours": ("resolved_cases", "resolved", "avg(hours)", "count(hours)"),
    "handle_minutes": ("cases", "opened", "avg(handle_minutes)", "count(handle_minutes)"),
    "transfers_per_case": ("cases", "opened", "avg(transfers)", "count(transfers)"),
    "times_heard": ("heard", "heard_on", "count(*)::double", "null"),
    "on_time_tasks": ("promises", "original_due_on", "avg(kept::integer)", "count(*)"),
    "win_rate": (
        "company.opportunities", "closed_on",
        "count(*) filter (outcome = 'won') / nullif(count(*) filter (outcome in ('won', 'lost')), 0)",
        "count(*) filter (outcome in ('won', 'lost'))",
    ),
    "average_deal": (
        "company.opportunities", "closed_on",
        "avg(amount) filter (outcome = 'won')", "count(amount) filter (outcome = 'won')",
    ),
    "journeys_on_time": ("journeys", "promised", "avg(kept::integer)", "count(*)"),
    "stages_on_time": ("stage_promises", "promised", "avg(kept::integer)", "count(*)"),
    "hand_off_wait": ("waits", "handed", "avg(hours)", "count(hours)"),
    "recurring_revenue": ("company.finance", "month", _sum_of("recurring_revenue"), "null"),
    "gross_margin": (
        "company.finance", "month",
        f"case when {_sum_of('revenue')} > 0 then {_sum_of('gross_margin')} / {_sum_of('revenue')} end", "null",
    ),
    "renewal_rate": (
        "renewals_due", "due_on",
        "count(*) filter (outcome = 'renewed') / nullif(count(*) filter (outcome in ('renewed', 'lost')), 0)",
        "count(*) filter (outcome in ('renewed', 'lost'))",
    ),
    "renewal_value": (
        "renewals_due", "due_on",
        "coalesce(sum(least(value_renewed, value_due)) filter (outcome = 'renewed'), 0) / nullif(sum(value_due) "
        "filter (outcome = 'lost' or (outcome = 'renewed' and value_renewed is not null)), 0)",
        "count(*) filter (outcome in ('renewed', 'lost'))",
    ),
    "customers_revenue": ("booked", "month", "coalesce(sum(amount), 0)", "null"),
    "acquisition_cost_total": ("company.finance", "month", _sum_of("acquisition_spend"), "null"),
    "retention_cost_total": ("company.finance", "month", _sum_of("retention_spend"), "null"),
    "cost_to_serve_total": ("company.finance", "month", _sum_of("cost_to_serve"), "null"),
}  # fmt: skip
"""Measure → table, the day that decides the month, the value and what is counted, in one SELECT without a group."""

TABLES = """
    create temp view answers as
    select r.response_id, r.customer_id, (r.responded_at LOCAL) as moment, r.metric, r.score, r.journey_stage, r.weight,
        r.comment, r.coded, r.invitation_id, coalesce(r.region, c.region) as region,
        coalesce(r.segment, c.segment) as segment
    from company.survey_responses r left join company.customers c using (customer_id);

    create temp table invitations as
    select i.* exclude (region, segment), coalesce(i.region, c.region) as region,
        coalesce(i.segment, c.segment) as segment,
        i.invitation_id in (
            select invitation_id from answers where invitation_id is not null
                and score >= case when metric in ('nps', 'thumbs') then 0 else 1 end
                and score <= case metric when 'nps' then 10 when 'csat' then 5 when 'ces' then 7
                    when 'thumbs' then 1 end
        ) as answered
    from company.survey_invitations i left join company.customers c using (customer_id);

    create temp table cases as
    select s.* exclude (region, segment), (s.opened_at LOCAL) as opened, (s.resolved_at LOCAL) as resolved,
        (s.first_response_at LOCAL) as responded, (s.human_asked_at LOCAL) as asked,
        (s.human_reached_at LOCAL) as reached,
        coalesce(s.region, c.region) as region, coalesce(s.segment, c.segment) as segment
    from company.support_cases s left join company.customers c using (customer_id);

    create temp table own_contacts as
    select customer_id, opened from cases
    where customer_id is not null and proactive is not true and opened < timestamp 'END_DAY';

    create temp table bot_cases as
    select *, coalesce(customer_id is not null and opened + interval 30 day <= timestamp 'END_DAY', false) as followed,
        exists (
            select 1 from own_contacts o where o.customer_id = c.customer_id and o.opened > c.opened
                and o.opened < c.opened + interval 30 day
        ) as came_back
    from cases c where bot_outcome in ('resolved', 'escaped', 'abandoned');

    create temp table times_helped as
    select opened as day, region, segment,
        customer_id is not null and opened + interval 30 day <= timestamp 'END_DAY' as followed,
        exists (
            select 1 from own_contacts o where o.customer_id = c.customer_id and o.opened > c.opened
                and o.opened < c.opened + interval 30 day
        ) as turned_again
    from cases c where proactive
    union all
    select engaged_on, coalesce(e.region, c.region), coalesce(e.segment, c.segment),
        e.customer_id is not null and engaged_on + interval 31 day <= timestamp 'END_DAY',
        exists (
            select 1 from own_contacts o where o.customer_id = e.customer_id
                and o.opened >= engaged_on + interval 1 day and o.opened < engaged_on + interval 31 day
        )
    from company.engagements e left join company.customers c using (customer_id) where purpose = 'help';

    create temp table heard as
    select moment as heard_on, region, segment from answers
    where score between case when metric in ('nps', 'thumbs') then 0 else 1 end
        and case metric when 'nps' then 10 when 'csat' then 5 when 'ces' then 7 when 'thumbs' then 1 end
    union all
    select opened, region, segment from cases
    union all
    select f.received_on, coalesce(f.region, c.region), coalesce(f.segment, c.segment)
    from company.feedback f left join company.customers c using (customer_id);

    create temp view resolved_cases as
    select *, (epoch(resolved) - epoch(opened)) / 3600 as hours from cases where resolved >= opened;

    create temp view renewals_due as
    select r.*, c.region, c.segment from company.renewals r left join company.customers c using (customer_id);

    create temp view booked as
    select r.month, r.amount, r.customer_id, coalesce(r.region, c.region) as region,
        coalesce(r.segment, c.segment) as segment
    from company.revenue r left join company.customers c using (customer_id);

    create temp table laid as
    select s.journey_id, s.step_number, coalesce(s.department_id, j.department_id) as department,
        coalesce(j.is_last, false) as is_last, (s.started_at LOCAL) as started, (s.promised_at LOCAL) as promised,
        (s.completed_at LOCAL) as done, coalesce(s.region, c.region) as region,
        coalesce(s.segment, c.segment) as segment
    from company.journey_steps s
    left join company.customers c using (customer_id)
    left join company.journey_stages j using (journey, stage);

    create temp view stage_promises as
    select *, coalesce(done <= promised, false) as kept from laid where not is_last;

    create temp table waits as
    select a.region, a.segment, coalesce(a.done, b.started) as handed,
        case when a.done is not null then greatest(epoch(b.started) - epoch(a.done), 0) / 3600 end as hours
    from laid a
    join laid b on b.journey_id = a.journey_id and b.step_number = (
        select min(step_number) from laid where journey_id = a.journey_id and step_number > a.step_number
    )
    where a.department <> b.department and b.started < timestamp 'END_DAY';

    create temp view promised as
    select *, completed_on is not null and not coalesce(reopened_on >= completed_on, false) as done
    from company.tasks where cancelled_on is null;

    create temp view promises as
    select *, null as region, null as segment, done and completed_on <= original_due_on as kept from promised;
"""
