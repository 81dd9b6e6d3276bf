-- The answers that count: one row an answer whose score lies on its metric's scale. The others are never counted, not
-- as a zero either.
select a.*
from survey_responses a
where (a.metric = 'nps' and a.score between 0 and 10)
    or (a.metric = 'csat' and a.score between :csat_low and :csat_high)
    or (a.metric = 'ces' and a.score between :ces_low and :ces_high)
    or (a.metric = 'thumbs' and a.score between 0 and 1)
