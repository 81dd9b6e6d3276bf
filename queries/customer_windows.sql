-- What became of the customers in a window: one row the closing month, the window's length, a region and a segment. A
-- customer is active in a month with revenue in it or in the :active_months - 1 before it; every customer is counted
-- once a window, so that opening + new + reactivated - lost = closing, in customers and in money.
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
later as (
    select tens.digit * 10 + ones.digit as months
    from digits tens
    join digits ones on tens.digit * 10 + ones.digit < :active_months
),
lengths as (
    select 1 as months union all select 3 union all select 12
),
paid as (
    select customer_id, month_number(month) as month, sum(amount) as amount
    from revenue
    where month < :end_day
    group by customer_id, month_number(month)
),
buyers as (
    select
        earliest.customer_id,
        c.region,
        c.segment,
        coalesce(c.acquisition_source, 'unknown') as source,
        case when month_number(c.acquired_on) < earliest.month then month_number(c.acquired_on) else earliest.month end as since
    from (select customer_id, min(month) as month from paid where amount > 0 group by customer_id) earliest
    left join customers c on c.customer_id = earliest.customer_id
),
active as (
    select p.customer_id, p.month + l.months as month, sum(p.amount) as amount
    from paid p
    join later l on p.month + l.months <= :last_month
    group by p.customer_id, p.month + l.months
    having sum(p.amount) > 0
),
ends as (
    select a.customer_id, a.month + l.months as month, l.months as length, a.amount as opening, 0.0 as closing
    from active a
    join lengths l on a.month >= :first_month and a.month + l.months <= :last_month
    union all
    select a.customer_id, a.month, l.months, 0.0, a.amount
    from active a
    join lengths l on a.month >= :first_month + l.months
),
moves as (
    select customer_id, month, length, sum(opening) as opening, sum(closing) as closing
    from ends
    group by customer_id, month, length
),
placed as (
    select
        m.month, m.length, b.region, b.segment, b.source, m.opening, m.closing,
        case
            when m.opening > 0 and m.closing > 0 then 'kept'
            when m.opening > 0 then 'lost'
            when b.since <= m.month - m.length then 'reactivated'
            else 'new'
        end as became
    from moves m
    join buyers b on b.customer_id = m.customer_id
)
select
    month,
    length as "window",
    region,
    segment,
    sum(case when opening > 0 then 1 else 0 end) as opening_customers,
    sum(case when became = 'kept' then 1 else 0 end) as kept_customers,
    sum(case when became = 'lost' then 1 else 0 end) as lost_customers,
    sum(case when became = 'new' then 1 else 0 end) as new_customers,
    sum(case when became = 'reactivated' then 1 else 0 end) as reactivated_customers,
    sum(case when closing > 0 then 1 else 0 end) as closing_customers,
    sum(opening) as opening_revenue,
    sum(case when became <> 'kept' then 0.0 when opening < closing then opening else closing end) as retained_revenue,
    sum(case when became = 'lost' then opening else 0.0 end) as lost_revenue,
    sum(case when became = 'kept' and opening > closing then opening - closing else 0.0 end) as contraction,
    sum(case when became = 'kept' and closing > opening then closing - opening else 0.0 end) as expansion,
    sum(case when became = 'new' and source = 'earned' then closing else 0.0 end) as new_revenue_earned,
    sum(case when became = 'new' and source = 'bought' then closing else 0.0 end) as new_revenue_bought,
    sum(case when became = 'new' and source not in ('earned', 'bought') then closing else 0.0 end)
        as new_revenue_unknown,
    sum(case when became = 'reactivated' then closing else 0.0 end) as reactivated_revenue,
    sum(closing) as closing_revenue
from placed
group by month, length, region, segment
