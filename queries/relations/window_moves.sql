-- Customers at both ends of a window: one row a closing month, window's length and customer, with whether it was one
-- then and is one now (1, 0), what it brought, and what became of it. A month's credits may leave less than nought.
with lengths as (
    select 1 as months union all select 3 union all select 12
),
moves as (
    select
        o.customer as customer, o.month + l.months as month, l.months as length,
        1 as opened, o.amount as opening,
        case when e.customer is null then 0 else 1 end as closed, coalesce(e.amount, 0.0) as closing
    from active_customers o
    join lengths l on o.month >= :first_month and o.month + l.months <= :last_month
    left join active_customers e on e.customer = o.customer and e.month = o.month + l.months
    union all
    select e.customer as customer, e.month, l.months, 0, 0.0, 1, e.amount
    from active_customers e
    join lengths l on e.month >= :first_month + l.months
    join records_begin b on e.month >= b.month + l.months
    left join active_customers o on o.customer = e.customer and o.month = e.month - l.months
    where o.customer is null
)
select
    m.customer as customer, m.month, m.length, b.region, b.segment, b.source,
    m.opened, m.opening, m.closed, m.closing,
    case
        when m.opened = 1 and m.closed = 1 then 'kept'
        when m.opened = 1 then 'lost'
        when b.since <= m.month - m.length then 'reactivated'
        else 'new'
    end as became
from moves m
join buyers b on b.customer = m.customer
