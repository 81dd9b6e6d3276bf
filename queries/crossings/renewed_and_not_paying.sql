-- Renewals of the last year that are said to be renewed: one row a renewal, wrong where the customer paid nothing in
-- the three months after it, with what was renewed.
with later as (
    select 1 as months union all select 2 union all select 3
),
paying as (
    select r.customer_id, r.due_on
    from renewals r
    cross join later l
    join paid_months p on p.customer_id = r.customer_id and p.month = month_number(r.due_on) + l.months
    where p.amount > 0
    group by r.customer_id, r.due_on
)
select
    r.customer_id as thing, month_number(r.due_on) as month,
    case when p.customer_id is null then 1 else 0 end as wrong,
    r.value_due as money, r.value_due as of_money
from renewals r
left join paying p on p.customer_id = r.customer_id and p.due_on = r.due_on
where r.outcome = 'renewed' and month_number(r.due_on) <= :last_month - 3
    and month_number(r.due_on) >= :last_month - 15
