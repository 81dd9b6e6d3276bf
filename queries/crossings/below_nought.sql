-- Customers whose revenue moved: one row a customer, wrong where more was taken away at some time than was there, with
-- how much.
with summed as (
    select
        customer_id, moved_on,
        sum(case when kind in ('downgrade', 'churn') then -abs(amount) else abs(amount) end) as amount
    from revenue_movements
    group by customer_id, moved_on
),
running as (
    select
        customer_id,
        sum(amount) over (partition by customer_id order by moved_on nulls last rows unbounded preceding) as amount
    from summed
)
select
    customer_id as thing, :last_month as month, case when min(amount) < -0.005 then 1 else 0 end as wrong,
    case when min(amount) < 0 then -min(amount) else 0.0 end as money, max(amount) as of_money
from running
group by customer_id
