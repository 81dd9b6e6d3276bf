-- Customers whose first payment is known, and when they signed: one row a customer, wrong who paid more than a month
-- before.
select
    c.customer_id as thing, f.month, case when f.month + 1 < month_number(c.acquired_on) then 1 else 0 end as wrong,
    p.amount as money, p.amount as of_money
from customers c
join first_payments f on f.customer_id = c.customer_id
join paid_months p on p.customer_id = f.customer_id and p.month = f.month
where c.acquired_on is not null and f.month <= :last_month
