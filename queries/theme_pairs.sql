-- Answers that name both of two mentions: one row a month, region, segment, metric and pair. A mention with itself
-- gives all answers that name it; mention_a comes first by its bytes.
select
    a.month, a.region, a.segment, a.metric,
    a.mention as mention_a,
    b.mention as mention_b,
    count(*) as n,
    sum(a.weight) as weight,
    sum(a.weight * a.weight) as weight_squared,
    sum(a.weight * a.outcome) as y,
    sum(a.weight * a.outcome * a.outcome) as y_squared
from answer_mentions a
join answer_mentions b on b.response_id = a.response_id and bytewise(a.mention) <= bytewise(b.mention)
group by a.month, a.region, a.segment, a.metric, a.mention, b.mention
