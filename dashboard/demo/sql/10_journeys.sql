-- Journeys, step by step. A stage is promised from its own start; the last stage carries the promise of
-- the whole journey, from its first day: so every stage can keep its word while the journey does not.

reset disabled_optimizers;

create table journey_stages as
select
    journey,
    stage,
    position::integer as position,
    case when stage = 'Renew' and event('a stage without an owner') is not null then null else department_id end
        as department_id,
    is_last
from seed_journey_stages;

create temp table journeys as
with signed as (
    select customer_id as journey_no, customer_id, 'Customer life' as journey,
        month_after(getvariable('first_month'), first_no) + first_day - 1 - 20 as started_on
    from accounts
    where first_no >= 1
),

troubled as (
    select 100000000 + case_id as journey_no, customer_id, 'Fix a problem' as journey, opened_at::date as started_on
    from support_cases
    where customer_id is not null and case_id <= getvariable('answers') and u(case_id, 'a journey') < 0.2e0
)

select * from signed
union all
select * from troubled;

create table journey_steps as
with stages_as_promised as (
    select
        *,
        count(*) over (partition by journey) as stages,
        0.72e0 * sum(promised_days) over (partition by journey) as promised_in_all
    from seed_journey_stages
),

drawn as (
    select
        journeys.*,
        stages.stage,
        stages.position,
        stages.department_id,
        stages.is_last,
        stages.promised_days,
        stages.typical_days * exp(0.42e0 * normal(journey_no * 16 + position, 'duration') - 0.09e0) as worked_days,
        stages.wait_days * -ln(u(journey_no * 16 + position, 'wait'))
            + (case when stages.journey = 'Fix a problem' and stages.stage = 'Repair'
                then planted('a bad hand-off', date_trunc('month', started_on)::date)
                    * -ln(u(journey_no, 'bad hand-off'))
                else 0e0 end) as waited_days,
        case when u(journey_no, 'gives up') < 0.045e0 then 1 + floor(u(journey_no, 'gives up at') * stages.stages) end
            as gives_up_at,
        stages.promised_in_all
    from journeys
    inner join stages_as_promised as stages on journeys.journey = stages.journey
),

timed as (
    select
        drawn.*,
        sum(round((worked_days + waited_days) * 86400)::bigint) over (partition by journey_no order by position)::bigint
            as ends_after,
        round(worked_days * 86400)::bigint as worked_seconds
    from drawn
),

dated as (
    select
        timed.*,
        started_on + to_hours(9) + to_seconds(ends_after - worked_seconds) as started_at,
        started_on + to_hours(9) + to_seconds(ends_after) as ended_at,
        ended_at < getvariable('until') + 1 as has_ended,
        coalesce(gives_up_at = position, false) as gives_up
    from timed
)

select
    dated.journey_no as journey_id,
    dated.customer_id,
    accounts.region,
    accounts.segment,
    dated.journey,
    dated.stage,
    dated.position::integer as step_number,
    dated.department_id,
    dated.started_at,
    case
        when dated.is_last then dated.started_on + to_hours(9) + to_seconds(round(promised_in_all * 86400)::bigint)
        else dated.started_at + to_seconds(round(promised_days * 86400)::bigint)
    end as promised_at,
    case when has_ended and not gives_up then ended_at end as completed_at,
    case when has_ended and gives_up then ended_at end as abandoned_at
from dated
inner join accounts on dated.customer_id = accounts.customer_id
where dated.started_at < getvariable('until') + 1
    and dated.started_at >= getvariable('first_month')
    and dated.position <= coalesce(dated.gives_up_at, 99);
