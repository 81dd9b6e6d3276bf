-- What became of the customers in a window: one row a closing month, window's length, region and segment. Each is
-- counted once a window, so that opening + new + reactivated - lost = closing in customers, and with expansion and
-- contraction in money.
select
    month,
    length as "window",
    region,
    segment,
    sum(case when opening > 0 then 1 else 0 end) as opening_customers,
    sum(case when became = 'kept' then 1 else 0 end) as kept_customers,
    sum(case when became = 'lost' then 1 else 0 end) as lost_customers,
    sum(case when became = 'new' then 1 else 0 end) as new_customers,
    sum(case when became = 'reactivated' then 1 else 0 end) as reactivated_customers,
    sum(case when closing > 0 then 1 else 0 end) as closing_customers,
    sum(opening) as opening_revenue,
    sum(case when became <> 'kept' then 0.0 when opening < closing then opening else closing end) as retained_revenue,
    sum(case when became = 'lost' then opening else 0.0 end) as lost_revenue,
    sum(case when became = 'kept' and opening > closing then opening - closing else 0.0 end) as contraction,
    sum(case when became = 'kept' and closing > opening then closing - opening else 0.0 end) as expansion,
    sum(case when became = 'new' and source = 'earned' then closing else 0.0 end) as new_revenue_earned,
    sum(case when became = 'new' and source = 'bought' then closing else 0.0 end) as new_revenue_bought,
    sum(case when became = 'new' and source not in ('earned', 'bought') then closing else 0.0 end)
        as new_revenue_unknown,
    sum(case when became = 'reactivated' then closing else 0.0 end) as reactivated_revenue,
    sum(closing) as closing_revenue
from window_moves
group by month, length, region, segment
