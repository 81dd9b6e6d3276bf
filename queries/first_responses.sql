-- How long customers wait for the first response to a case, by the month in which it was opened: one row a month,
-- region, segment and bucket of hours, as in case_durations. Of a case that nobody has responded to at the end of the
-- months asked for, the hours are those so far. One that the customer gave up before there was a response is left out,
-- since when it was given up nobody says; so is one responded to before it was opened.
with opened as (
    select
        month_number(s.opened_at) as month,
        coalesce(s.region, c.region) as region,
        coalesce(s.segment, c.segment) as segment,
        case
            when s.first_response_at < s.opened_at then 1
            when s.abandoned and s.first_response_at is null then 1
            else 0
        end as is_left_out,
        case when s.first_response_at < :end_day then 1 else 0 end as is_responded,
        s.opened_at,
        case when s.first_response_at < :end_day then s.first_response_at else midnight(:end_day) end as last_seen_at
    from support_cases s
    left join customers c on c.customer_id = s.customer_id
    where s.opened_at >= :first_day and s.opened_at < :end_day
),
waited as (
    select
        month, region, segment, is_left_out, is_responded,
        case when is_left_out = 1 then 0.0 else hours_between(opened_at, last_seen_at) end as hours
    from opened
),
counted as (
    select
        month, region, segment, is_left_out, is_responded,
        floor(8 * ln(case when hours > 0.015625 then hours else 0.015625 end) / ln(2.0) + 0.5) as bucket
    from waited
)
select
    month, region, segment, bucket,
    count(*) as n,
    sum(case when is_left_out = 0 and is_responded = 1 then 1 else 0 end) as responded,
    sum(case when is_left_out = 0 and is_responded = 0 then 1 else 0 end) as waiting_at_end,
    sum(is_left_out) as left_out
from counted
group by month, region, segment, bucket
