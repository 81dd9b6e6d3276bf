-- Credits to customers who are none in that month, neither before it nor after: one row a customer's month that credits
-- brought below nought, wrong where they are none.
select
    p.customer_id as thing, p.month, case when a.customer is null then 1 else 0 end as wrong,
    -p.amount as money, -p.amount as of_money
from paid_months p
left join first_payments f on f.customer_id = p.customer_id
left join active_customers a on a.customer = f.customer and a.month = p.month
where p.amount < 0 and p.month >= :first_month and p.month <= :last_month
