-- What became of the customers under each of their labels, as they are today: one row a closing month, window's length,
-- dimension and label, counted as in customer_windows.
with labelled as (
    select f.customer, l.dimension, p.kept_apart as label
    from labelled_customers l
    join customer_label_positions p on p.dimension = l.dimension and p.label = l.label
    join first_payments f on f.customer_id = l.customer_id
)
select
    m.month as month, m.length as "window", l.dimension, l.label,
    sum(m.opened) as opening_customers,
    sum(case when m.became = 'kept' then 1 else 0 end) as kept_customers,
    sum(case when m.became = 'lost' then 1 else 0 end) as lost_customers,
    sum(case when m.became = 'new' then 1 else 0 end) as new_customers,
    sum(case when m.became = 'reactivated' then 1 else 0 end) as reactivated_customers,
    sum(m.closed) as closing_customers,
    sum(case when m.opened = 1 and m.opening <= 0 then 1 else 0 end) as credited_customers,
    sum(m.opening) as opening_revenue,
    sum(case when m.opened = 0 then 0.0 when m.opening < m.closing then m.opening else m.closing end)
        as retained_revenue,
    sum(case when m.opened = 1 and m.closing > m.opening then m.closing - m.opening else 0.0 end) as expansion,
    sum(m.closing) as closing_revenue,
    sum(case when m.opening < 0 then m.opening else 0.0 end) as credited_opening,
    sum(case
        when m.opened = 0 or m.opening > 0 then 0.0 when m.opening < m.closing then m.opening else m.closing
    end) as credited_retained,
    sum(case when m.opened = 1 and m.opening <= 0 and m.closing > m.opening then m.closing - m.opening else 0.0 end)
        as credited_expansion
from window_moves m
join labelled l on l.customer = m.customer
group by m.month, m.length, l.dimension, l.label
