-- Answers and their outcome by whether they were read for themes: one row a month, region, segment, metric and coded or
-- not.
select
    month, region, segment, metric, coded,
    count(*) as n,
    sum(weight) as weight,
    sum(weight * weight) as weight_squared,
    sum(weight * outcome) as y,
    sum(weight * outcome * outcome) as y_squared
from theme_answers
group by month, region, segment, metric, coded
