-- The answers that count and are about a stage of a journey, whenever they were given: one row an answer. Where an
-- answer names no journey, it is that of its stage, if only one has it. It was bad where it came from a detractor,
-- or somebody who was not satisfied.
select
    p.*,
    coalesce(p.named_journey, o.journey) as journey,
    case when (p.metric = 'nps' and p.outcome < 0) or (p.metric <> 'nps' and p.outcome = 0) then 1 else 0 end as bad
from placed_answers p
left join only_journeys o on o.stage = p.stage
where p.stage is not null
