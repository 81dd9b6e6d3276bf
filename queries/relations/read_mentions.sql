-- What the answers that were read name, whenever they were given: one row an answer and naming. The themes beyond the
-- first :max_themes are one, 'other'.
select
    a.response_id as response_id, a.customer_id, a.responded_at, a.month, a.region, a.segment, a.metric, a.weight,
    a.outcome,
    case when :signed_mentions = 1 and t.sentiment = 1 then '+' else '' end
        || p.counted_as as mention
from explained_answers a
join response_themes t on t.response_id = a.response_id
join theme_positions p on p.theme_id = t.theme_id
where a.coded = 1
