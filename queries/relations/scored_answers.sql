-- The answers of the months asked for: one row an answer.
select a.*
from placed_answers a
where a.responded_at >= :from_day and a.responded_at < :end_day
