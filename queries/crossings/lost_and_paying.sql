-- Renewals of the last year that are said to be lost: one row a renewal, wrong where the customer paid in each of the
-- three months after it, with that money.
with later as (
    select 1 as months union all select 2 union all select 3
),
paid as (
    select r.customer_id, r.due_on, sum(p.amount) as amount
    from renewals r
    cross join later l
    join paid_months p on p.customer_id = r.customer_id and p.month = month_number(r.due_on) + l.months
    where p.amount > 0
    group by r.customer_id, r.due_on
    having count(distinct p.month) = 3
)
select
    r.customer_id as thing, month_number(r.due_on) as month,
    case when p.customer_id is null then 0 else 1 end as wrong,
    coalesce(p.amount, 0.0) as money, coalesce(p.amount, 0.0) as of_money
from renewals r
left join paid p on p.customer_id = r.customer_id and p.due_on = r.due_on
where r.outcome = 'lost' and month_number(r.due_on) <= :last_month - 3
    and month_number(r.due_on) >= :last_month - 15
