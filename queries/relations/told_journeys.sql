-- Customers' journeys, whenever they began: one row a journey, with when it began, by when it was promised, and
-- when it was completed or given up. The promise of a journey is that of its last stage. Of one that has not come
-- so far, and where the company does not say which stage is the last, it is that of its latest step that has one: a
-- step before that may have begun late, and been promised anew. But a journey whose steps so far are all done only
-- waits for the next, and has none. It is done when its last stage is, whatever is written of other steps later; where
-- nobody says which stage is the last, when all its steps are. Place and name are those of its first step.
with journeys_with_end as (
    select journey
    from journey_stages
    where is_last
    group by journey
),
numbered as (
    select
        p.*,
        row_number() over (partition by p.journey_id order by p.step_number nulls last) as step,
        case when e.journey is not null then 1 else 0 end as end_known
    from placed_steps p
    left join journeys_with_end e on e.journey = p.journey
),
steps as (
    select
        n.*,
        max(case when n.promised_at is not null then n.step end) over (partition by n.journey_id) as promised_step
    from numbered n
),
summed as (
    select
        journey_id,
        max(end_known) as end_known,
        min(started_at) as started_at,
        max(case when is_last = 1 then promised_at end) as promised_in_all,
        max(case when step = promised_step then promised_at end) as promised_last,
        max(case when is_last = 1 then completed_at end) as ended_at,
        max(completed_at) as completed_last,
        min(abandoned_at) as abandoned_at,
        sum(case when completed_at is null then 1 else 0 end) as unfinished,
        sum(case when is_last = 1 and completed_at is null then 1 else 0 end) as unended
    from steps
    group by journey_id
)
select
    s.journey_id as journey_id, f.customer_id, f.journey, f.own_region, f.own_segment, s.started_at, s.abandoned_at,
    s.unfinished,
    case
        when s.promised_in_all is not null then s.promised_in_all
        when s.end_known = 0 or s.unfinished > 0 then s.promised_last
    end as promised_at,
    case
        when s.abandoned_at is not null then null
        when s.end_known = 1 and s.unended = 0 then s.ended_at
        when s.end_known = 0 and s.unfinished = 0 then s.completed_last
    end as completed_at
from summed s
join steps f on f.journey_id = s.journey_id and f.step = 1
