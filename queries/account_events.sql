-- What happened with each account that is told one by one, by :as_of_day: one row an account and a number, the newest
-- first within its part. Of each the revenue of 36 months, the 24 themes that it named last, and 140 of all else:
-- answers, cases, journeys, its sponsor, reviews, renewals, when it came and left. Nothing that a customer wrote is
-- among it.
with happened as (
    select
        s.customer_id, 'rest' as part, 'case' as kind, cast(s.opened_at as date) as happened_on, s.channel as what,
        case
            when s.abandoned then 'abandoned'
            when s.resolved_at < midnight(:until_day) then 'resolved'
            else 'open'
        end as detail,
        s.csat * 1.0 as value,
        case when s.resolved_at < midnight(:until_day) then cast(s.resolved_at as date) end as until_on
    from support_cases s
    where s.opened_at < midnight(:until_day)
    union all
    select
        a.customer_id, 'rest', 'answer', cast(a.responded_at as date), a.metric,
        a.stage, a.score * 1.0, null
    from placed_answers a
    where a.responded_at < midnight(:until_day)
    union all
    select
        j.customer_id, 'rest', 'journey', cast(j.started_at as date), j.journey,
        case
            when j.abandoned_at < midnight(:until_day) then 'abandoned'
            when j.completed_at < midnight(:until_day) then 'completed'
            else 'open'
        end,
        null,
        case
            when j.abandoned_at < midnight(:until_day) then cast(j.abandoned_at as date)
            when j.completed_at < midnight(:until_day) then cast(j.completed_at as date)
        end
    from told_journeys j
    where j.started_at < midnight(:until_day)
    union all
    select
        s.customer_id, 'rest', 'sponsor', s.started_on, s.sponsor, s.sponsor_department_id,
        null, null
    from sponsorships s
    where s.started_on <= :as_of_day
    union all
    select
        r.customer_id, 'rest', 'review', r.held_on, null, null, r.departments * 1.0,
        null
    from sponsor_reviews r
    where r.held_on <= :as_of_day
    union all
    select
        d.customer_id, 'rest', 'renewal', d.due_on, d.outcome, null, d.value_due,
        null
    from due_renewals d
    union all
    select
        c.customer_id, 'rest', 'joined', c.acquired_on, c.acquisition_source, null, null,
        null
    from customers c
    where c.acquired_on <= :as_of_day
    union all
    select
        c.customer_id, 'rest', 'left', c.churned_on, c.churn_reason, null, null,
        null
    from customers c
    where c.churned_on <= :as_of_day
    union all
    select
        r.customer_id, 'revenue', 'revenue', r.month, null, null, sum(r.amount),
        null
    from revenue r
    where r.month < :end_day
    group by r.customer_id, r.month
    union all
    select
        m.customer_id, 'theme', 'theme', cast(max(m.responded_at) as date), m.theme_id, null,
        count(*) * 1.0, null
    from read_mentions m
    where m.theme_id is not null and m.responded_at < midnight(:until_day)
    group by m.customer_id, m.theme_id
),
placed as (
    select
        h.customer_id, h.part, h.kind, h.happened_on, h.what, h.detail, h.value, h.until_on,
        row_number() over (
            partition by h.customer_id, h.part
            order by h.happened_on desc nulls last, bytewise(h.kind) nulls last, bytewise(h.what) nulls last,
                bytewise(h.detail) nulls last, h.value nulls last, h.until_on nulls last
        ) as position
    from happened h
    join named_accounts n on n.customer_id = h.customer_id
    where h.happened_on is not null
)
select
    p.customer_id,
    case
        when p.part = 'revenue' then p.position
        when p.part = 'theme' then 36 + p.position
        else 60 + p.position
    end as number,
    c.region, c.segment, p.kind, p.happened_on, p.what, p.detail, p.value, p.until_on
from placed p
left join customers c on c.customer_id = p.customer_id
where (p.part = 'revenue' and p.position <= 36) or (p.part = 'theme' and p.position <= 24)
    or (p.part = 'rest' and p.position <= 140)
