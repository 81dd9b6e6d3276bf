-- Themes by how often they were named, over all months, so that a theme keeps its place when few months are asked: one
-- row a theme. Those beyond the first :max_themes are counted as one, and are not kept apart.
select
    theme_id,
    case when position <= :max_themes then theme_id end as kept_apart
from (
    select theme_id, row_number() over (order by named desc nulls last, bytewise(theme_id) nulls last) as position
    from (
        select theme_id, count(*) as named
        from response_themes
        where theme_id <> ''
        group by theme_id
    ) counted
) placed
