-- The answers that themes explain, one row an answer: of NPS those of relationship surveys alone, since those of
-- journeys are another measure and the two are never pooled.
select
    response_id, month, region, segment, metric, replicate, coded, weight, outcome
from scored_answers
where metric <> 'nps' or survey = 'relationship'
