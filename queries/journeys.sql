-- Customers' journeys by the month for which their completion was promised: one row a month, region, segment and
-- journey. The promise of a journey is that of its last stage. Of one that has not come so far, and where the company
-- does not say which stage is the last, it is the latest that was made for a step; but a journey whose steps so far are
-- all done only waits for the next, and is not due. It is done when its last stage is, whatever is written of other
-- steps later; where nobody says which stage is the last, when all its steps are. Place and name are those of its first
-- step.
with last_stages as (
    select journey, stage
    from journey_stages
    where is_last
),
journeys_with_end as (
    select journey
    from last_stages
    group by journey
),
steps as (
    select
        j.journey_id, j.customer_id, j.region, j.segment, j.journey as journey,
        j.promised_at, j.completed_at, j.abandoned_at,
        row_number() over (partition by j.journey_id order by j.step_number nulls last) as step,
        case when l.stage is not null then 1 else 0 end as is_last,
        case when e.journey is not null then 1 else 0 end as end_known
    from journey_steps j
    left join last_stages l on l.journey = j.journey and l.stage = j.stage
    left join journeys_with_end e on e.journey = j.journey
),
summed as (
    select
        journey_id,
        max(end_known) as end_known,
        max(case when is_last = 1 then promised_at end) as promised_in_all,
        max(promised_at) as promised_last,
        max(case when is_last = 1 then completed_at end) as ended_at,
        max(completed_at) as completed_last,
        sum(case when completed_at is null then 1 else 0 end) as unfinished,
        sum(case when is_last = 1 and completed_at is null then 1 else 0 end) as unended,
        sum(case when abandoned_at is not null then 1 else 0 end) as abandoned
    from steps
    group by journey_id
),
promised as (
    select
        journey_id,
        case
            when promised_in_all is not null then promised_in_all
            when end_known = 0 or unfinished > 0 then promised_last
        end as promised_at,
        case
            when abandoned > 0 then null
            when end_known = 1 and unended = 0 then ended_at
            when end_known = 0 and unfinished = 0 then completed_last
        end as completed_at
    from summed
),
due as (
    select
        month_number(p.promised_at) as month,
        coalesce(f.region, c.region) as region,
        coalesce(f.segment, c.segment) as segment,
        f.journey,
        case when p.completed_at <= p.promised_at then 1 else 0 end as on_time
    from promised p
    join steps f on f.journey_id = p.journey_id and f.step = 1
    left join customers c on c.customer_id = f.customer_id
    where p.promised_at >= :first_day and p.promised_at < :end_day
)
select month, region, segment, journey, count(*) as due, sum(on_time) as on_time
from due
group by month, region, segment, journey
