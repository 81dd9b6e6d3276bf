-- Customers who are marked as gone and pay: one row a customer of the last twelve months, wrong where anything was paid
-- more than three months after the one in which it is said to have left for the last time, and not to have come back,
-- with that money and all that it paid.
with departed as (
    select
        customer_id, month, returned,
        row_number() over (partition by customer_id order by month desc nulls last) as position
    from noted_departures
),
gone as (
    select customer_id, month
    from departed
    where position = 1 and returned = 0
)
select
    p.customer_id as thing, cast(max(p.month) as bigint) as month,
    case when max(g.month) + 3 < max(p.month) then 1 else 0 end as wrong,
    sum(case when p.month > g.month + 3 then p.amount else 0.0 end) as money, sum(p.amount) as of_money
from paid_months p
left join gone g on g.customer_id = p.customer_id
where p.amount > 0 and p.month > :last_month - 12 and p.month <= :last_month
group by p.customer_id
