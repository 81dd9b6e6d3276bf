-- Customers' months of revenue from what moved it: one row a customer and month. A month's revenue is what all
-- movements up to its end come to; where they come to nothing, the customer is none.
with moved as (
    select
        customer_id, month_number(moved_on) as month,
        sum(case when kind in ('downgrade', 'churn') then -abs(amount) else abs(amount) end) as amount
    from revenue_movements
    group by customer_id, month_number(moved_on)
),
running as (
    select
        customer_id, month,
        sum(amount) over (partition by customer_id order by month nulls last rows unbounded preceding) as amount,
        lead(month) over (partition by customer_id order by month nulls last) as next_month
    from moved
)
select r.customer_id, d.first_day as month, r.amount
from running r
join days d on d.month >= r.month and (r.next_month is null or d.month < r.next_month)
where r.amount > 0.005 and d.month <= :present_month
