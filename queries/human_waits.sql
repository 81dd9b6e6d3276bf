-- How long customers wait for a person whom they have asked for, by the month in which their case was opened: one row a
-- month, region, segment and bucket of minutes. Who reached nobody waited until the case was resolved, or waits at the
-- end of the months asked for: longer than that. When somebody gave up who reached nobody, no one says; those are left
-- out of the buckets, in the least, and so is one who asked before the case was opened, or was reached before asking.
select
    month, own_region as region, own_segment as segment, bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and has_given_up = 0 and is_reached = 1 then 1 else 0 end) as reached,
    sum(case when is_left_out = 0 and has_given_up = 0 and is_reached = 0 then 1 else 0 end) as not_reached,
    sum(case when is_left_out = 0 then has_given_up else 0 end) as gave_up,
    sum(is_left_out) as left_out
from (
    select
        h.*,
        floor(8 * ln(case when minutes > 0.015625 then minutes else 0.015625 end) / ln(2.0) + 0.5) as bucket
    from (
        select
            a.*,
            case when is_left_out = 1 or has_given_up = 1 then 0.0
                else 60 * hours_between(human_asked_at, last_seen_at) end as minutes
        from asking_cases a
    ) h
) b
group by month, own_region, own_segment, bucket
