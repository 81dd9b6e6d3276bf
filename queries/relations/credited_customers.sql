-- Months that a credit brought to nought or below, of those who stay customers all the same: one row a customer and
-- month. They were customers in the month before, and are in the next, or nobody knows yet; of several such months in a
-- row, before the first and after the last.
with credited as (
    select customer
    from active_months
    where amount <= 0
    group by customer
),
in_a_row as (
    select
        m.customer, m.month, m.amount,
        m.month - row_number() over (partition by m.customer order by m.month nulls last) as run
    from active_months m
    join credited c on c.customer = m.customer
),
runs as (
    select
        customer, run, max(month) as last_month,
        min(case when amount > 0 then month end) as first_paid, max(case when amount > 0 then month end) as last_paid
    from in_a_row
    group by customer, run
)
select m.customer, m.month, m.amount
from in_a_row m
join runs r on r.customer = m.customer and r.run = m.run
where m.amount <= 0 and m.month > r.first_paid and (m.month < r.last_paid or r.last_month = :last_month)
