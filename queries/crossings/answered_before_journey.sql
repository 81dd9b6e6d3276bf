-- Answers about a journey: one row an answer, however often it is there, wrong where it was given before all that it is
-- about had begun. An answer of which only the day is known is held against the day.
with begun as (
    select journey_id as about_id, min(started_at) as began_at
    from journey_steps
    group by journey_id
),
held as (
    select
        a.response_id, a.responded_at, b.began_at, cast(a.responded_at as date) as given_on,
        cast(b.began_at as date) as began_on
    from survey_responses a
    join begun b on b.about_id = a.about_id
    where a.about_kind = 'journey' and a.responded_at < midnight(:end_day)
),
judged as (
    select
        response_id, max(responded_at) as last_at,
        min(case
            when responded_at = midnight(given_on) and given_on = began_on then 0
            when responded_at < began_at then 1
            else 0
        end) as wrong
    from held
    group by response_id
)
select response_id as thing, month_number(last_at) as month, wrong, 0.0 as money, 0.0 as of_money
from judged
