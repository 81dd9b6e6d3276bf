-- Answers counted by score: one row a month, region, segment, metric, kind of survey and score.
select
    month, region, segment, metric, survey, score,
    count(*) as n,
    sum(weight) as weight,
    sum(weight * weight) as weight_squared
from scored_answers
group by month, region, segment, metric, survey, score
