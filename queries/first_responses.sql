-- How long customers wait for the first response to a case, by the month in which it was opened: one row a month,
-- region, segment and bucket of hours. Of a case that nobody has responded to at the end of the months asked for, the
-- hours are those so far.
select
    month, own_region as region, own_segment as segment, bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_responded = 1 then 1 else 0 end) as responded,
    sum(case when is_left_out = 0 and is_responded = 0 then 1 else 0 end) as waiting_at_end,
    sum(is_left_out) as left_out
from waiting_cases
group by month, own_region, own_segment, bucket
