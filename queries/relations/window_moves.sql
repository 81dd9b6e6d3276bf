-- Customers at both ends of a window: one row a closing month, window's length and customer, with what the customer
-- brought then and now, and what became of it. A customer is active in a month with revenue in it or in the
-- :active_months - 1 before it.
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
active as (
    select f.customer, p.month + l.months as month, sum(p.amount) as amount
    from paid_months p
    join first_payments f on f.customer_id = p.customer_id
    join later l on p.month + l.months <= :last_month
    group by f.customer, p.month + l.months
    having sum(p.amount) > 0
),
moves as (
    select
        o.customer as customer, o.month + l.months as month, l.months as length,
        o.amount as opening, coalesce(e.amount, 0.0) as closing
    from active o
    join lengths l on o.month >= :first_month and o.month + l.months <= :last_month
    left join active e on e.customer = o.customer and e.month = o.month + l.months
    union all
    select e.customer as customer, e.month, l.months, 0.0, e.amount
    from active e
    join lengths l on e.month >= :first_month + l.months
    join records_begin b on e.month >= b.month + l.months
    left join active o on o.customer = e.customer and o.month = e.month - l.months
    where o.customer is null
)
select
    m.customer as customer, m.month, m.length, b.region, b.segment, b.source, m.opening, m.closing,
    case
        when m.opening > 0 and m.closing > 0 then 'kept'
        when m.opening > 0 then 'lost'
        when b.since <= m.month - m.length then 'reactivated'
        else 'new'
    end as became
from moves m
join buyers b on b.customer = m.customer
