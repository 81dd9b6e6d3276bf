-- Answers that are said to be about a journey, from the first day on which one is on record: one row an answer, wrong
-- where no journey of that name is there.
with known as (
    select journey_id as about_id
    from journey_steps
    group by journey_id
),
recorded as (
    select min(started_at) as since
    from journey_steps
),
judged as (
    select
        a.response_id, max(a.responded_at) as last_at, min(case when k.about_id is null then 1 else 0 end) as wrong
    from survey_responses a
    join recorded r on a.responded_at >= r.since
    left join known k on k.about_id = a.about_id
    where a.about_kind = 'journey' and a.about_id is not null and a.responded_at < midnight(:end_day)
    group by a.response_id
)
select response_id as thing, month_number(last_at) as month, wrong, 0.0 as money, 0.0 as of_money
from judged
