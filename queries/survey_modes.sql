-- Answers by how they were asked for, and whether they were read for themes: one row a month, region, segment, metric,
-- kind of survey, mode and coded or not.
select
    month, region, segment, metric, survey, mode, coded,
    count(*) as n,
    sum(weight) as weight,
    sum(weight * weight) as weight_squared,
    sum(weight * outcome) as y,
    sum(weight * outcome * outcome) as y_squared
from scored_answers
group by month, region, segment, metric, survey, mode, coded
