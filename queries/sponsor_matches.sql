-- Sponsored accounts and, beside each, up to five customers who never had a sponsor and were alike when its sponsorship
-- began: of the same region, segment and tenure, and bringing between two thirds and half as much again over the three
-- months before; the nearest in that come first: one row an account and a place, at 0 the account itself.
-- Before is the year before the sponsorship, after the last twelve months of it.
with begun as (
    select
        s.customer_id, month_number(s.started_on) as start_month, c.region, c.segment,
        month_number(c.acquired_on) as acquired_month
    from current_sponsors s
    left join customers c on c.customer_id = s.customer_id
),
valued as (
    -- what customers brought over the three months before any sponsorship began
    select m.start_month, p.customer_id, sum(p.amount) as amount
    from (
        select start_month
        from begun
        group by start_month
    ) m
    join paid_months p on p.month >= m.start_month - 3 and p.month < m.start_month
    group by m.start_month, p.customer_id
),
based as (
    select
        b.customer_id, b.start_month, b.region, b.segment, v.amount,
        case
            when b.acquired_month is null then 'not known'
            when b.start_month - b.acquired_month >= 36 then '3_and_more'
            when b.start_month - b.acquired_month >= 12 then '1_to_3'
            else 'under_1'
        end as tenure
    from begun b
    left join valued v on v.customer_id = b.customer_id and v.start_month = b.start_month
),
unsponsored as (
    select
        v.start_month, v.customer_id, v.amount, c.region, c.segment,
        case
            when c.acquired_on is null then 'not known'
            when v.start_month - month_number(c.acquired_on) >= 36 then '3_and_more'
            when v.start_month - month_number(c.acquired_on) >= 12 then '1_to_3'
            else 'under_1'
        end as tenure
    from valued v
    join customers c on c.customer_id = v.customer_id
    left join (
        select customer_id
        from sponsorships
        group by customer_id
    ) e on e.customer_id = v.customer_id
    where e.customer_id is null and v.amount > 0
),
alike as (
    select
        b.customer_id as account_id, u.customer_id, u.amount,
        row_number() over (
            partition by b.customer_id
            order by abs(u.amount - b.amount) nulls last, bytewise(u.customer_id) nulls last
        ) as place
    from based b
    join unsponsored u on u.start_month = b.start_month and u.tenure = b.tenure
        and coalesce(u.region, '') = coalesce(b.region, '') and coalesce(u.segment, '') = coalesce(b.segment, '')
    where 3 * u.amount >= 2 * b.amount and 2 * u.amount <= 3 * b.amount
),
members as (
    select customer_id as account_id, 0 as place, customer_id, start_month, region, segment, amount
    from based
    union all
    select a.account_id, a.place, a.customer_id, b.start_month, b.region, b.segment, a.amount
    from alike a
    join based b on b.customer_id = a.account_id
    where a.place <= 5
),
said as (
    select
        m.account_id, m.place,
        sum(case when a.month < m.start_month then 1 else 0 end) as before_n,
        sum(case when a.month < m.start_month then a.outcome else 0.0 end) as before_outcome,
        sum(case when a.month >= m.start_month and a.month > :last_month - 12 then 1 else 0 end) as after_n,
        sum(case when a.month >= m.start_month and a.month > :last_month - 12 then a.outcome else 0.0 end)
            as after_outcome
    from members m
    join placed_answers a on a.customer_id = m.customer_id
    where a.metric = 'nps' and a.survey = 'relationship' and a.month >= m.start_month - 12 and a.month <= :last_month
    group by m.account_id, m.place
),
latest as (
    select p.customer_id, sum(p.amount) as amount
    from paid_months p
    where p.month > :last_month - 3 and p.month <= :last_month
    group by p.customer_id
)
select
    m.account_id, m.place, m.customer_id, m.region, m.segment, m.start_month,
    m.amount as base_revenue,
    coalesce(l.amount, 0.0) as latest_revenue,
    coalesce(s.before_n, 0) as before_n,
    coalesce(s.before_outcome, 0.0) as before_outcome,
    coalesce(s.after_n, 0) as after_n,
    coalesce(s.after_outcome, 0.0) as after_outcome
from members m
left join said s on s.account_id = m.account_id and s.place = m.place
left join latest l on l.customer_id = m.customer_id
