-- How long customers' journeys last, by the month in which they began: one row a month, region, segment, journey
-- and bucket of hours. A bucket is an eighth of a doubling, its number 8 log2(hours) rounded; 1/64 of an hour and
-- less are one. Of a journey that is still open at the end of the months asked for, the hours are those so far; one
-- that ended before it began has no duration, and is left out, in the least bucket.
with ends as (
    select
        own_region, own_segment, journey, started_at,
        month_number(started_at) as month,
        case when completed_at < started_at or abandoned_at < started_at then 1 else 0 end as is_left_out,
        case when completed_at < :end_day then 1 else 0 end as is_completed,
        case when abandoned_at < :end_day then 1 else 0 end as is_abandoned,
        case
            when completed_at < :end_day then completed_at
            when abandoned_at < :end_day then abandoned_at
            else midnight(:end_day)
        end as last_seen_at
    from told_journeys
    where started_at >= :first_day and started_at < :end_day
),
lasted as (
    select e.*, case when is_left_out = 1 then 0.0 else hours_between(started_at, last_seen_at) end as hours
    from ends e
),
counted as (
    select
        l.*,
        floor(8 * ln(case when hours > 0.015625 then hours else 0.015625 end) / ln(2.0) + 0.5) as bucket
    from lasted l
)
select
    month, own_region as region, own_segment as segment, journey, bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_completed = 1 then 1 else 0 end) as completed,
    sum(case when is_left_out = 0 and is_completed = 0 and is_abandoned = 1 then 1 else 0 end) as abandoned,
    sum(case when is_left_out = 0 and is_completed = 0 and is_abandoned = 0 then 1 else 0 end) as open_at_end,
    sum(is_left_out) as left_out
from counted
group by month, own_region, own_segment, journey, bucket
