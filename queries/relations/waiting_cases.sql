-- How long customers wait for a first response to the support cases that were opened in the months asked for: one row
-- a case, in buckets of hours as in lasting_cases. Of a case that nobody has responded to at the end of these months,
-- the hours are those so far. One that the customer gave up before there was a response is left out, since when it was
-- given up nobody says; so is one responded to before it was opened.
select
    t.*,
    floor(8 * ln(case when hours > 0.015625 then hours else 0.015625 end) / ln(2.0) + 0.5) as bucket
from (
    select
        u.*,
        case when is_left_out = 1 then 0.0 else hours_between(opened_at, last_seen_at) end as hours
    from (
        select
            p.*,
            case
                when p.first_response_at < p.opened_at then 1
                when p.abandoned and p.first_response_at is null then 1
                else 0
            end as is_left_out,
            case when p.first_response_at < :end_day then 1 else 0 end as is_responded,
            case when p.first_response_at < :end_day then p.first_response_at else midnight(:end_day) end
                as last_seen_at
        from placed_cases p
        where p.opened_at >= :first_day and p.opened_at < :end_day
    ) u
) t
