-- Where completed journeys spent their time, by the month for which they were promised: one row a month, region,
-- segment, journey, stage (none: the whole journey) and whether it came late (1) or on time (0). Counted are
-- journeys of which every step was completed: the hours within a stage, and those before it, from the end of the
-- step before to its start, below nought where it was taken up earlier; so the hours of all stages make those of
-- the whole.
with told as (
    select
        t.journey_id, t.own_region, t.own_segment, t.journey,
        month_number(t.promised_at) as month,
        case when t.completed_at <= t.promised_at then 0 else 1 end as late
    from told_journeys t
    where t.promised_at >= :first_day and t.promised_at < :end_day
        and t.completed_at < :end_day and t.abandoned_at is null and t.unfinished = 0
),
steps as (
    select
        p.journey_id, p.stage,
        hours_between(p.started_at, p.completed_at) as hours,
        case when p.handed_at is null then 0.0 else hours_between(p.handed_at, p.started_at) end as wait_hours
    from placed_steps p
    join told t on t.journey_id = p.journey_id
),
stages as (
    select journey_id, stage, sum(hours) as hours, sum(wait_hours) as wait_hours
    from steps
    group by journey_id, stage
),
wholes as (
    select journey_id, sum(hours) as hours, sum(wait_hours) as wait_hours
    from steps
    group by journey_id
),
parts as (
    select journey_id, stage, hours, wait_hours
    from stages
    union all
    select journey_id, null, hours, wait_hours
    from wholes
)
select
    t.month, t.own_region as region, t.own_segment as segment, t.journey, p.stage, t.late,
    count(*) as n,
    sum(p.hours) as hours,
    sum(p.hours * p.hours) as hours_squared,
    sum(p.wait_hours) as wait_hours,
    sum(p.wait_hours * p.wait_hours) as wait_hours_squared
from told t
join parts p on p.journey_id = t.journey_id
group by t.month, t.own_region, t.own_segment, t.journey, p.stage, t.late
