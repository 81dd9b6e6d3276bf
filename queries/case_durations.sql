-- How long support cases last, by the month in which they were opened: one row a month, region, segment and bucket of
-- hours. A bucket is an eighth of a doubling, its number 8 log2(hours) rounded; 1/64 of an hour and less are one. Of a
-- case that is still open at the end of the months asked for, the hours are those so far: it lasts longer than that. A
-- case that the customer gave up was never resolved, and when it was given up nobody says; one resolved before it was
-- opened has no duration: both are counted as left out, in the least bucket.
with opened as (
    select
        month_number(s.opened_at) as month,
        coalesce(s.region, c.region) as region,
        coalesce(s.segment, c.segment) as segment,
        case when s.abandoned or s.resolved_at < s.opened_at then 1 else 0 end as is_left_out,
        case when s.resolved_at < :end_day then 1 else 0 end as is_resolved,
        s.opened_at,
        case when s.resolved_at < :end_day then s.resolved_at else midnight(:end_day) end as last_seen_at
    from support_cases s
    left join customers c on c.customer_id = s.customer_id
    where s.opened_at >= :first_day and s.opened_at < :end_day
),
lasted as (
    select
        month, region, segment, is_left_out, is_resolved,
        case when is_left_out = 1 then 0.0 else hours_between(opened_at, last_seen_at) end as hours
    from opened
),
counted as (
    select
        month, region, segment, is_left_out, is_resolved,
        floor(8 * ln(case when hours > 0.015625 then hours else 0.015625 end) / ln(2.0) + 0.5) as bucket
    from lasted
)
select
    month, region, segment, bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_resolved = 1 then 1 else 0 end) as resolved,
    sum(case when is_left_out = 0 and is_resolved = 0 then 1 else 0 end) as open_at_end,
    sum(is_left_out) as left_out
from counted
group by month, region, segment, bucket
