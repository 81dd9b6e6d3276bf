-- Customers lost in a window, by the reason for which they left: one row a closing month, window's length, region,
-- segment and reason. The reason is the one that was noted when they left in that window, a month more or less; of
-- several departures it is that of the last, and one noted of another departure is none of this one.
with noted as (
    select
        m.customer as customer, m.month, m.length, m.region, m.segment, m.opening, n.reason,
        row_number() over (
            partition by m.customer, m.month, m.length order by n.month desc nulls last
        ) as position
    from window_moves m
    join first_payments f on f.customer = m.customer
    left join noted_departures n on n.customer_id = f.customer_id
        and n.month >= m.month - m.length - :active_months + 1 and n.month <= m.month + 1
    where m.became = 'lost'
)
select
    month,
    length as "window",
    region,
    segment,
    reason,
    count(*) as customers,
    sum(case when opening > 0 then opening else 0.0 end) as revenue
from noted
where position = 1
group by month, length, region, segment, reason
