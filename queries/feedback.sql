-- Comments that are no survey, by the month in which they were received: one row a month, region, segment, source and
-- theme. Of a source of which no answer was ever noted nobody knows whether comments are answered, and so of one that
-- was answered before it came; they are not noted. To be answered are those that came at least seven whole days before
-- the end of the months asked for.
with kept as (
    select source, count(answered_at) as answers
    from placed_feedback
    group by source
),
timed as (
    select
        p.month, p.region, p.segment, p.source, p.theme_id, p.answered_at,
        case when k.answers > 0 then 1 else 0 end as are_kept,
        midnight(received_on) as received_at,
        midnight(:end_day) as end_at
    from placed_feedback p
    join kept k on k.source = p.source
    where p.received_on >= :first_day and p.received_on < :end_day
),
waited as (
    select
        t.*,
        case when answered_at < received_at then 0 else are_kept end as is_noted,
        hours_between(received_at, end_at) as hours_so_far,
        case when answered_at < end_at then hours_between(received_at, answered_at) end as hours
    from timed t
)
select
    month, region, segment, source, theme_id,
    count(*) as n,
    sum(is_noted) as noted,
    sum(case when is_noted = 1 and hours_so_far >= 192 then 1 else 0 end) as due,
    sum(case when is_noted = 1 and hours_so_far >= 192 and hours is not null then 1 else 0 end) as answered,
    sum(case when is_noted = 1 and hours_so_far >= 192 and hours < 192 then 1 else 0 end) as in_time
from waited
group by month, region, segment, source, theme_id
