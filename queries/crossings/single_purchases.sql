-- Customers who paid once and never again: one row a customer of at least two months ago, wrong who is one.
select
    customer_id as thing, cast(min(month) as bigint) as month, case when count(*) = 1 then 1 else 0 end as wrong,
    sum(amount) as money, sum(amount) as of_money
from paid_months
where amount > 0 and month <= :last_month
group by customer_id
having min(month) <= :last_month - 2
