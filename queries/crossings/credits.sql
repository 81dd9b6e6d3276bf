-- What customers were credited: one row a customer's month, wrong where anything was, with how much, and what was paid.
select
    customer_id as thing, month, case when credits < 0 then 1 else 0 end as wrong,
    -credits as money, amount - credits as of_money
from paid_months
where month >= :first_month and month <= :last_month
