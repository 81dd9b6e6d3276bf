-- Customers by the month in which they began, and how many of them are customers so many months later: one row a month,
-- age in months, region, segment, and whether they began in that month (1) or before the first month that is asked for
-- or recorded, or nobody knows when (0): those are together, by that first month.
with begins as (
    select case when month > :first_month then month else :first_month end as month
    from records_begin
),
begun as (
    select
        b.customer, b.region, b.segment,
        case when b.since >= s.month and b.since_known = 1 then b.since else s.month end as month,
        case when b.since >= s.month and b.since_known = 1 then 1 else 0 end as known
    from buyers b
    cross join begins s
),
sizes as (
    select month, region, segment, known, count(*) as customers
    from begun
    where month <= :last_month
    group by month, region, segment, known
),
months as (
    select month
    from active_customers
    where month >= :first_month
    group by month
),
counted as (
    select s.month, m.month as at_month, s.region, s.segment, s.known, s.customers, 0 as active
    from sizes s
    join months m on m.month >= s.month
    union all
    select b.month, a.month, b.region, b.segment, b.known, 0, count(*)
    from active_customers a
    join begun b on b.customer = a.customer and a.month >= b.month
    group by b.month, a.month, b.region, b.segment, b.known
)
select
    month,
    at_month - month as age,
    region,
    segment,
    known,
    sum(customers) as customers,
    sum(active) as active
from counted
group by month, at_month, region, segment, known
