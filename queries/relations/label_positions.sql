-- Labels of each dimension by how many answers bear them, over all months, so that a label keeps its place when few
-- months are asked: one row a dimension and label. Those beyond the first :max_labels are counted as one, ''.
select
    dimension, label,
    case when position <= :max_labels then label else '' end as kept_apart
from (
    select
        dimension, label,
        row_number() over (
            partition by dimension order by answers desc nulls last, bytewise(label) nulls last
        ) as position
    from (
        select dimension, label, count(*) as answers
        from labelled_answers
        group by dimension, label
    ) counted
) placed
