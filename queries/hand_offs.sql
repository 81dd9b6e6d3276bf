-- Hand-offs of journeys from one department to another, by the month in which the one had done its step, or else the
-- other began: one row a month, region, segment and the two departments. A step without a department is its stage's
-- owner's. What no later step took up so far is handed to the owner of the next stage that the company draws, if it
-- draws one: where no stages are known, only what was taken up is counted. Work that was taken up before it was handed
-- over did not wait. Place and name are those of the step that hands over.
with owners as (
    select
        journey, stage, department_id, is_last,
        lead(department_id) over (partition by journey order by position nulls last) as next_department
    from journey_stages
),
steps as (
    select
        j.journey_id, j.customer_id, j.region, j.segment, j.step_number,
        coalesce(j.department_id, o.department_id) as department_id,
        case when o.is_last then null else o.next_department end as next_department,
        j.started_at, j.completed_at, j.abandoned_at
    from journey_steps j
    left join owners o on o.journey = j.journey and o.stage = j.stage
    where j.started_at < :end_day
),
followed as (
    select
        journey_id, customer_id, region, segment, department_id, next_department, completed_at,
        lead(step_number) over (partition by journey_id order by step_number nulls last) as followed_by,
        lead(department_id) over (partition by journey_id order by step_number nulls last) as taken_by,
        lead(started_at) over (partition by journey_id order by step_number nulls last) as taken_at,
        lead(abandoned_at) over (partition by journey_id order by step_number nulls last) as given_up_at
    from steps
),
handed as (
    select
        customer_id, region, segment,
        department_id as from_department,
        case when followed_by is null then next_department else taken_by end as to_department,
        case when completed_at is null then taken_at else completed_at end as handed_at,
        case when followed_by is null then 0 else 1 end as is_taken,
        case when given_up_at < :end_day then 1 else 0 end as is_abandoned,
        case when followed_by is not null and completed_at is not null then 1 else 0 end as is_timed,
        case when taken_at > completed_at then completed_at end as waits_from,
        taken_at
    from followed
    where followed_by is not null or completed_at < :end_day
),
waited as (
    select
        month_number(h.handed_at) as month,
        coalesce(h.region, c.region) as region,
        coalesce(h.segment, c.segment) as segment,
        h.from_department, h.to_department, h.is_taken, h.is_abandoned, h.is_timed,
        case when h.waits_from is not null then hours_between(h.waits_from, h.taken_at) else 0.0 end as hours
    from handed h
    left join customers c on c.customer_id = h.customer_id
    where h.from_department <> h.to_department and h.handed_at >= :first_day and h.handed_at < :end_day
)
select
    month, region, segment, from_department, to_department,
    count(*) as handed,
    sum(is_taken) as taken,
    sum(is_abandoned) as abandoned,
    sum(is_timed) as timed,
    sum(hours) as wait_hours
from waited
group by month, region, segment, from_department, to_department
