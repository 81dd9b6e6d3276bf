-- What customers brought under each label of the company's own, credits taken off: one row a month, dimension and
-- label. Of many labels those are kept apart under which revenue was booked most often.
with placed as (
    select
        dimension, label,
        row_number() over (
            partition by dimension order by bookings desc nulls last, bytewise(label) nulls last
        ) as position
    from (select dimension, label, count(*) as bookings from labelled_revenue group by dimension, label) counted
),
told as (
    select l.month, l.dimension, case when p.position <= :max_labels then l.label else '' end as label, l.amount
    from labelled_revenue l
    join placed p on p.dimension = l.dimension and p.label = l.label
)
select month, dimension, label, sum(amount) as amount
from told
group by month, dimension, label
