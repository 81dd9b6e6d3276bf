-- What the answers that were read name, whenever they were given: one row an answer and naming. The themes beyond the
-- first :max_themes have no id here: they are one, 'other'. A mention is the theme's id, with '+' before it where it
-- was praise; an id that begins with a sign itself, or is 'other', has '-' before it: no id is taken for another.
select
    a.response_id as response_id, a.customer_id, a.responded_at, a.month, a.region, a.segment, a.metric, a.weight,
    a.outcome,
    case when :signed_mentions = 1 and t.sentiment = 1 then 1 else 0 end as praise,
    p.kept_apart as theme_id,
    case when :signed_mentions = 1 and t.sentiment = 1 then '+' else '' end
        || case
            when p.kept_apart is null then 'other'
            when p.kept_apart = 'other' or substr(p.kept_apart, 1, 1) in ('+', '-') then '-' || p.kept_apart
            else p.kept_apart
        end as mention
from explained_answers a
join response_themes t on t.response_id = a.response_id
join theme_positions p on p.theme_id = t.theme_id
where a.coded = 1
