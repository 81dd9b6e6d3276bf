-- The steps of journeys by stage: one row a month, region, segment, journey and stage. Each thing that happens
-- stands in its own month: a step is entered when it starts, due when it was promised for, completed, or abandoned.
-- The promise of a last stage is that of the whole journey, so it is not due here.
with happened as (
    select
        started_at as happened_at, own_region, own_segment, journey, stage,
        1 as entered, 0 as due, 0 as on_time, 0 as completed, 0 as abandoned
    from placed_steps
    union all
    select
        promised_at, own_region, own_segment, journey, stage,
        0, 1, case when completed_at <= promised_at then 1 else 0 end, 0, 0
    from placed_steps
    where is_last = 0
    union all
    select completed_at, own_region, own_segment, journey, stage, 0, 0, 0, 1, 0
    from placed_steps
    union all
    select abandoned_at, own_region, own_segment, journey, stage, 0, 0, 0, 0, 1
    from placed_steps
)
select
    month_number(happened_at) as month, own_region as region, own_segment as segment, journey, stage,
    sum(entered) as entered,
    sum(due) as due,
    sum(on_time) as on_time,
    sum(completed) as completed,
    sum(abandoned) as abandoned
from happened
where happened_at >= :first_day and happened_at < :end_day
group by month_number(happened_at), own_region, own_segment, journey, stage
