-- Customers lost in a window, by the reason for which they left: one row a closing month, window's length, region,
-- segment and reason. The reason is the one that was noted when they left in that window, a month more or less; one
-- noted of another departure is none of this one.
with lost as (
    select
        m.month, m.length, m.region, m.segment, m.opening,
        case
            when month_number(c.churned_on) >= m.month - m.length - :active_months + 1
                and month_number(c.churned_on) <= m.month + 1 then c.churn_reason
        end as reason
    from window_moves m
    join first_payments f on f.customer = m.customer
    left join customers c on c.customer_id = f.customer_id
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
from lost
group by month, length, region, segment, reason
