-- Customers' journeys by the month for which their completion was promised: one row a month, region, segment and
-- journey. A journey's promise is the last that was made for a step of it. It is complete when its last stage is (where
-- the company says which that is), else when every step is; place and name are those of its first step.
with stages as (
    select
        journey, stage,
        case when is_last then 1 else 0 end as is_last,
        max(case when is_last then 1 else 0 end) over (partition by journey) as last_known
    from journey_stages
),
steps as (
    select
        j.journey_id, j.customer_id, j.region, j.segment, j.journey, j.promised_at, j.completed_at, j.abandoned_at,
        row_number() over (partition by j.journey_id order by j.step_number nulls last) as step,
        case when coalesce(s.last_known, 0) = 0 or s.is_last = 1 then 1 else 0 end as counts
    from journey_steps j
    left join stages s on s.journey = j.journey and s.stage = j.stage
),
ended as (
    select
        journey_id,
        max(promised_at) as promised_at,
        max(completed_at) as completed_at,
        sum(counts) as steps,
        sum(case when counts = 1 and completed_at is not null then 1 else 0 end) as completed,
        sum(case when abandoned_at is not null then 1 else 0 end) as abandoned
    from steps
    group by journey_id
),
due as (
    select
        month_number(e.promised_at) as month,
        coalesce(f.region, c.region) as region,
        coalesce(f.segment, c.segment) as segment,
        f.journey,
        case
            when e.abandoned = 0 and e.steps > 0 and e.completed = e.steps and e.completed_at <= e.promised_at then 1
            else 0
        end as on_time
    from ended e
    join steps f on f.journey_id = e.journey_id and f.step = 1
    left join customers c on c.customer_id = f.customer_id
    where e.promised_at >= :from_day and e.promised_at < :end_day
)
select month, region, segment, journey, count(*) as due, sum(on_time) as on_time
from due
group by month, region, segment, journey
