-- Pairs of mentions by replicate, in all regions and segments together: one row a month, metric, replicate and pair.
select
    a.month, a.metric, a.replicate,
    a.mention as mention_a,
    b.mention as mention_b,
    count(*) as n,
    sum(a.weight) as weight,
    sum(a.weight * a.outcome) as y
from answer_mentions a
join answer_mentions b on b.response_id = a.response_id and bytewise(a.mention) <= bytewise(b.mention)
group by a.month, a.metric, a.replicate, a.mention, b.mention
