-- Answers about stages of journeys, counted by score: one row a month, region, segment, metric, journey (none: not
-- given, and more than one has the stage), stage and score.
select
    month, region, segment, metric, journey, stage, score,
    count(*) as n,
    sum(weight) as weight,
    sum(weight * weight) as weight_squared
from staged_answers
where responded_at >= :from_day and responded_at < :end_day
group by month, region, segment, metric, journey, stage, score
