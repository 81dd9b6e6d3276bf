-- How long support cases last, by the month in which they were opened: one row a month, region, segment and bucket of
-- hours. Of a case that is still open at the end of the months asked for, the hours are those so far.
select
    month, own_region as region, own_segment as segment, bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_resolved = 1 then 1 else 0 end) as resolved,
    sum(case when is_left_out = 0 and is_resolved = 0 then 1 else 0 end) as open_at_end,
    sum(is_left_out) as left_out
from lasting_cases
group by month, own_region, own_segment, bucket
