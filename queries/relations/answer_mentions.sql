-- What the answers that were read name: one row an answer and mention, however often it names it. The themes beyond the
-- first :max_themes are one, 'other'.
select response_id, month, region, segment, metric, replicate, weight, outcome, mention
from (
    select
        a.response_id as response_id, a.month, a.region, a.segment, a.metric, a.replicate, a.weight, a.outcome,
        case when :signed_mentions = 1 and t.sentiment = 1 then '+' else '' end
            || p.counted_as as mention
    from theme_answers a
    join response_themes t on t.response_id = a.response_id
    join theme_positions p on p.theme_id = t.theme_id
    where a.coded = 1
) named
group by response_id, month, region, segment, metric, replicate, weight, outcome, mention
