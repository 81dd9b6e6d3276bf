-- Hours to resolve, by the month in which cases were resolved: one row a month, region, segment and department. A case
-- resolved before it was opened is a fault of the data, and its hours no duration: it is left out.
with resolved as (
    select
        month_number(s.resolved_at) as month,
        coalesce(s.region, c.region) as region,
        coalesce(s.segment, c.segment) as segment,
        s.department_id,
        hours_between(s.opened_at, s.resolved_at) as hours
    from support_cases s
    left join customers c on c.customer_id = s.customer_id
    where s.resolved_at >= :from_day and s.resolved_at < :end_day and s.opened_at <= s.resolved_at
)
select
    month, region, segment, department_id,
    count(*) as n,
    sum(hours) as hours,
    sum(hours * hours) as hours_squared
from resolved
group by month, region, segment, department_id
