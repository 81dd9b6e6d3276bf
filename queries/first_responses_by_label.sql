-- How long customers wait for the first response to a case under each of its labels: one row a month in which they were
-- opened, dimension, label and bucket of hours, as in first_responses.
select
    c.month, b.dimension, b.label, c.bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_responded = 1 then 1 else 0 end) as responded,
    sum(case when is_left_out = 0 and is_responded = 0 then 1 else 0 end) as waiting_at_end,
    sum(is_left_out) as left_out
from waiting_cases c
join case_labels b on b.case_id = c.case_id
group by c.month, b.dimension, b.label, c.bucket
