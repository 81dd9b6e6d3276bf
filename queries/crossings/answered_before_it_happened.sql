-- Answers of which it is known when what they are about happened: one row an answer, however often it is there, wrong
-- where it was given before. An answer of which only the day is known is held against the day.
with held as (
    select
        response_id, responded_at, happened_at, cast(responded_at as date) as given_on,
        cast(happened_at as date) as happened_on
    from survey_responses
    where happened_at is not null and responded_at < midnight(:end_day)
),
judged as (
    select
        response_id, max(responded_at) as last_at,
        min(case
            when responded_at = midnight(given_on) and given_on = happened_on then 0
            when responded_at < happened_at then 1
            else 0
        end) as wrong
    from held
    group by response_id
)
select response_id as thing, month_number(last_at) as month, wrong, 0.0 as money, 0.0 as of_money
from judged
