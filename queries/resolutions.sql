-- Hours to resolve, by the month in which cases were resolved: one row a month, region, segment and department.
select
    solved_month as month, own_region as region, own_segment as segment, department_id,
    count(*) as n,
    sum(hours) as hours,
    sum(hours * hours) as hours_squared
from solved_cases
group by solved_month, own_region, own_segment, department_id
