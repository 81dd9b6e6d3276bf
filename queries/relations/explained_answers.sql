-- The answers that themes explain, whenever they were given: one row an answer. Of NPS they are those of relationship
-- surveys alone, since those of journeys are another measure and the two are never pooled.
select a.*
from placed_answers a
where a.metric <> 'nps' or a.survey = 'relationship'
