-- Hours to resolve under each label of cases, by the month in which they were resolved: one row a month, dimension and
-- label.
select
    c.solved_month as month, b.dimension, b.label,
    count(*) as n,
    sum(c.hours) as hours,
    sum(c.hours * c.hours) as hours_squared
from solved_cases c
join case_labels b on b.case_id = c.case_id
group by c.solved_month, b.dimension, b.label
