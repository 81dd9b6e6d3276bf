-- How long support cases last under each of their labels: one row a month in which they were opened, dimension, label
-- and bucket of hours, as in case_durations.
select
    c.month, b.dimension, b.label, c.bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_resolved = 1 then 1 else 0 end) as resolved,
    sum(case when is_left_out = 0 and is_resolved = 0 then 1 else 0 end) as open_at_end,
    sum(is_left_out) as left_out
from lasting_cases c
join case_labels b on b.case_id = c.case_id
group by c.month, b.dimension, b.label, c.bucket
