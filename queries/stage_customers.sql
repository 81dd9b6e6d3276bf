-- Customers within stages of journeys at the end of a month, with what they brought in it: one row a month, region,
-- segment, journey and stage; a journey without a stage is any of its stages, neither is any at all, each customer
-- counted once. A customer is within a stage that it began and neither completed nor gave up; is overdue where what
-- was promised of it has passed; and unhappy where its last answer about the stage, in the twelve months up to
-- then, was bad. Either is at risk.
with words as (
    select
        f.customer as customer, a.journey, a.stage, a.month, a.bad,
        row_number() over (
            partition by f.customer, a.journey, a.stage, a.month order by a.responded_at desc nulls last, a.bad desc
        ) as nth
    from staged_answers a
    join first_payments f on f.customer_id = a.customer_id
),
last_words as (
    select
        customer, journey, stage, month, bad,
        lead(month) over (partition by customer, journey, stage order by month nulls last) as next_month
    from words
    where nth = 1
),
steps as (
    select
        f.customer as customer, p.journey, p.stage,
        month_number(p.started_at) as since, month_number(p.promised_at) as promised,
        month_number(p.completed_at) as completed, month_number(p.abandoned_at) as abandoned
    from placed_steps p
    join first_payments f on f.customer_id = p.customer_id
),
inside as (
    select
        a.customer as customer, a.month, a.amount, s.journey, s.stage,
        max(case when s.promised <= a.month then 1 else 0 end) as overdue,
        max(case when w.bad = 1 then 1 else 0 end) as unhappy
    from steps s
    join active_customers a
        on a.customer = s.customer and a.month >= s.since
        and (s.completed is null or a.month < s.completed) and (s.abandoned is null or a.month < s.abandoned)
    left join last_words w
        on w.customer = s.customer and w.journey = s.journey and w.stage = s.stage
        and w.month <= a.month and a.month < w.month + 12 and (w.next_month is null or a.month < w.next_month)
    where a.month >= :first_month and a.month <= :last_month
    group by a.customer, a.month, a.amount, s.journey, s.stage
),
told as (
    select customer, month, amount, journey, stage, overdue, unhappy
    from inside
    union all
    select customer, month, amount, journey, null, max(overdue), max(unhappy)
    from inside
    group by customer, month, amount, journey
    union all
    select customer, month, amount, null, null, max(overdue), max(unhappy)
    from inside
    group by customer, month, amount
)
select
    t.month, b.region, b.segment, t.journey, t.stage,
    count(*) as customers,
    sum(t.amount) as revenue,
    sum(t.overdue) as overdue,
    sum(case when t.overdue = 1 then t.amount else 0.0 end) as overdue_revenue,
    sum(case when t.overdue = 1 or t.unhappy = 1 then 1 else 0 end) as at_risk,
    sum(case when t.overdue = 1 or t.unhappy = 1 then t.amount else 0.0 end) as at_risk_revenue
from told t
join buyers b on b.customer = t.customer
group by t.month, b.region, b.segment, t.journey, t.stage
