-- Customers who are marked as gone and pay: one row a customer of the last twelve months, wrong where anything was paid
-- more than three months after the one in which it is said to have left, with that money and all that it paid.
select
    p.customer_id as thing, cast(max(p.month) as bigint) as month,
    case when max(month_number(c.churned_on)) + 3 < max(p.month) then 1 else 0 end as wrong,
    sum(case when p.month > month_number(c.churned_on) + 3 then p.amount else 0.0 end) as money,
    sum(p.amount) as of_money
from paid_months p
join customers c on c.customer_id = p.customer_id
where p.amount > 0 and p.month > :last_month - 12 and p.month <= :last_month
group by p.customer_id
