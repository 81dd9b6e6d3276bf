-- The answers that themes explain, whenever they were given: one row an answer. Of NPS they are those of relationship
-- surveys; where a company has none, those about journeys, which are another measure and bear its name: the two are
-- never pooled.
select
    a.response_id, a.customer_id, a.responded_at, a.month, a.region, a.segment, a.mode, a.survey, a.coded, a.weight,
    a.outcome,
    case when a.metric = 'nps' and a.survey = 'journey' then 'journey_nps' else a.metric end as metric
from placed_answers a
where a.metric <> 'nps' or a.survey = 'relationship'
    or not exists (select 1 from counted_answers r where r.metric = 'nps' and r.journey_stage is null)
