-- Customers who have paid nothing for twelve months: one row a customer, wrong who is not marked as gone, with what was
-- paid in the last month that it paid. Only where anybody is marked as gone.
with last_paid as (
    select customer_id, max(month) as month
    from paid_months
    where amount > 0 and month <= :last_month
    group by customer_id
),
gone as (
    select customer_id
    from noted_departures
    group by customer_id
),
marked as (
    select count(*) as customers
    from gone
)
select
    l.customer_id as thing, l.month, case when g.customer_id is null then 1 else 0 end as wrong,
    p.amount as money, p.amount as of_money
from last_paid l
join marked m on m.customers > 0
join customers c on c.customer_id = l.customer_id
join paid_months p on p.customer_id = l.customer_id and p.month = l.month
left join gone g on g.customer_id = l.customer_id
where l.month <= :last_month - 12
