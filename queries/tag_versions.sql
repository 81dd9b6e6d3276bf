-- Mentions by the version of the rules that found them: one row a month, region, metric, theme and version. A theme
-- that an answer names twice by one version counts once; those that are not kept apart are one, without an id.
select month, region, metric, theme_id, tag_version, count(*) as n
from (
    select
        a.response_id, a.month, a.region, a.metric,
        p.kept_apart as theme_id,
        t.tag_version
    from theme_answers a
    join response_themes t on t.response_id = a.response_id
    join theme_positions p on p.theme_id = t.theme_id
    where a.coded = 1
    group by
        a.response_id, a.month, a.region, a.metric,
        p.kept_apart,
        t.tag_version
) named
group by month, region, metric, theme_id, tag_version
