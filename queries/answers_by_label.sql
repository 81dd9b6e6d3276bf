-- Answers counted by score under each of their labels: one row a month, dimension, label, metric, kind of survey and
-- score.
select
    a.month, a.dimension, p.kept_apart as label, a.metric, a.survey, a.score,
    count(*) as n,
    sum(a.weight) as weight,
    sum(a.weight * a.weight) as weight_squared
from labelled_answers a
join label_positions p on p.dimension = a.dimension and p.label = a.label
where a.responded_at >= :from_day and a.responded_at < :end_day
group by a.month, a.dimension, p.kept_apart, a.metric, a.survey, a.score
