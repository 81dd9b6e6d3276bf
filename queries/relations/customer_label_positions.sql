-- Labels of customers by how many of these ever brought anything, as label_positions has those of answers: one row a
-- dimension and label.
select
    dimension, label,
    case when position <= :max_labels then label else '' end as kept_apart
from (
    select
        dimension, label,
        row_number() over (
            partition by dimension order by customers desc nulls last, bytewise(label) nulls last
        ) as position
    from (
        select l.dimension, l.label, count(*) as customers
        from labelled_customers l
        join first_payments f on f.customer_id = l.customer_id
        group by l.dimension, l.label
    ) counted
) placed
