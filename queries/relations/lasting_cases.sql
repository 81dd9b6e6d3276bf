-- How long the support cases last that were opened in the months asked for: one row a case. A bucket of hours is an
-- eighth of a doubling, its number 8 log2(hours) rounded; 1/64 of an hour and less are one. Of a case that is still
-- open at the end of the months asked for, the hours are those so far: it lasts longer than that. A case that the
-- customer gave up was never resolved, and when it was given up nobody says; one resolved before it was opened has no
-- duration: both are left out, in the least bucket.
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
            case when p.abandoned or p.resolved_at < p.opened_at then 1 else 0 end as is_left_out,
            case when p.resolved_at < :end_day then 1 else 0 end as is_resolved,
            case when p.resolved_at < :end_day then p.resolved_at else midnight(:end_day) end as last_seen_at
        from placed_cases p
        where p.opened_at >= :first_day and p.opened_at < :end_day
    ) u
) t
