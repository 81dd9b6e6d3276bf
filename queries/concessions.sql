-- What was given to customers by discretion, by month: one row a month, region, segment, department and kind. A
-- concession without an amount is counted and adds nothing to the sum; place is the customer's.
with given as (
    select
        month_number(g.given_on) as month,
        c.region, c.segment, g.department_id, g.kind, g.amount, g.needed_approval
    from concessions g
    left join customers c on c.customer_id = g.customer_id
    where g.given_on >= :from_day and g.given_on < :end_day
)
select
    month, region, segment, department_id, kind,
    count(*) as n,
    sum(case when amount is not null then 1 else 0 end) as amount_known,
    sum(case when amount is not null then amount else 0 end) as amount,
    sum(case when needed_approval is not null then 1 else 0 end) as approval_known,
    sum(case when needed_approval then 1 else 0 end) as approved
from given
group by month, region, segment, department_id, kind
