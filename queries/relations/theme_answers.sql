-- The answers of the months asked for that themes explain: one row an answer.
select
    response_id, month, region, segment, metric, coded, weight, outcome
from explained_answers
where responded_at >= :from_day and responded_at < :end_day
