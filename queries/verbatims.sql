-- What customers say of a theme in their own words: one row an answer and theme, of the newest 20 of each theme, region
-- and month. Praise, complaint and what is neither take turns, each the newest first, so that none of them takes all of
-- the places. The text is as it was written: it is masked before anything of it is kept.
with named as (
    select
        a.response_id, a.responded_at, a.month, a.region, a.segment, a.metric,
        p.kept_apart as theme_id,
        case
            when min(t.sentiment) > 0 then 1
            when max(t.sentiment) < 0 then -1
            when count(t.sentiment) > 0 then 0
        end as sentiment
    from explained_answers a
    join response_themes t on t.response_id = a.response_id
    join theme_positions p on p.theme_id = t.theme_id
    where a.coded = 1 and p.kept_apart is not null and a.responded_at >= :first_day and a.responded_at < :end_day
    group by a.response_id, a.responded_at, a.month, a.region, a.segment, a.metric, p.kept_apart
),
told as (
    select
        n.response_id, n.responded_at, n.month, n.region, n.segment, n.metric, n.theme_id, n.sentiment, r.score,
        trim(r.comment) as text,
        row_number() over (
            partition by n.theme_id, n.region, n.month, coalesce(n.sentiment, 0)
            order by n.responded_at desc nulls last, bytewise(n.response_id) nulls last
        ) as turn
    from named n
    join survey_responses r on r.response_id = n.response_id
    where trim(r.comment) <> ''
),
placed as (
    select
        theme_id, region, month, segment, metric, score, sentiment, text,
        row_number() over (
            partition by theme_id, region, month
            order by turn nulls last, sentiment nulls last, responded_at desc nulls last,
                bytewise(response_id) nulls last
        ) as position
    from told
)
select theme_id, region, month, position, segment, metric, score, sentiment, text
from placed
where position <= 20
