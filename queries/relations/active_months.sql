-- What customers brought in a month and the :active_months - 1 before it, credits among it: one row a customer and
-- month in which that is more than nought, or less for a credit.
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
later as (
    select tens.digit * 10 + ones.digit as months
    from digits tens
    join digits ones on tens.digit * 10 + ones.digit < :active_months
)
select f.customer as customer, p.month + l.months as month, sum(p.amount) as amount
from paid_months p
join first_payments f on f.customer_id = p.customer_id
join later l on p.month + l.months <= :last_month
group by f.customer, p.month + l.months
having sum(p.amount) > 0 or sum(p.credits) < 0
