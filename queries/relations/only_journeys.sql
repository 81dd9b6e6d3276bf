-- The stages that only one journey has: one row a stage, with its journey.
select stage, min(journey) as journey
from journey_stages
group by stage
having count(*) = 1
