-- The steps of journeys with what they are counted by, whenever they began: one row a step, with whether its stage
-- is the last of its journey, and when the step before it was completed.
select
    j.journey_id as journey_id, j.customer_id, j.journey as journey, j.stage as stage, j.step_number,
    coalesce(j.region, c.region) as own_region,
    coalesce(j.segment, c.segment) as own_segment,
    j.started_at, j.promised_at, j.completed_at, j.abandoned_at,
    case when s.is_last then 1 else 0 end as is_last,
    lag(j.completed_at) over (partition by j.journey_id order by j.step_number nulls last) as handed_at
from journey_steps j
left join customers c on c.customer_id = j.customer_id
left join journey_stages s on s.journey = j.journey and s.stage = j.stage
