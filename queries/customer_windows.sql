-- What became of the customers in a window: one row a closing month, window's length, region and segment. Each is
-- counted once a window, so that opening + new + reactivated - lost = closing in customers, and with expansion and
-- contraction in money. Of money what is retained is the lesser of then and now: who was credited more than was paid
-- when the window opened loses nothing by leaving. Credits of the closing month to those who are no customers in it are
-- no part of the bridge, and stand beside it. Who opens with a credit that left nothing, or less, has no revenue that
-- could be retained: of those (credited) the sums are told apart, so that retention leaves them out.
with lengths as (
    select 1 as months union all select 3 union all select 12
),
moves as (
    select month, length, region, segment, source, became, opened, opening, closed, closing, 0.0 as other_credits
    from window_moves
    union all
    select
        p.month, l.months, c.region, c.segment, 'unknown', 'credited', 0, 0.0, 0, 0.0, p.amount
    from paid_months p
    join lengths l on p.month >= :first_month + l.months and p.month <= :last_month
    join records_begin b on p.month >= b.month + l.months
    left join customers c on c.customer_id = p.customer_id
    left join first_payments f on f.customer_id = p.customer_id
    left join active_customers a on a.customer = f.customer and a.month = p.month
    where p.amount < 0 and a.customer is null
)
select
    month,
    length as "window",
    region,
    segment,
    sum(opened) as opening_customers,
    sum(case when became = 'kept' then 1 else 0 end) as kept_customers,
    sum(case when became = 'lost' then 1 else 0 end) as lost_customers,
    sum(case when became = 'new' then 1 else 0 end) as new_customers,
    sum(case when became = 'reactivated' then 1 else 0 end) as reactivated_customers,
    sum(closed) as closing_customers,
    sum(case when opened = 1 and opening <= 0 then 1 else 0 end) as credited_customers,
    sum(opening) as opening_revenue,
    sum(case when opened = 0 then 0.0 when opening < closing then opening else closing end) as retained_revenue,
    sum(case when became = 'lost' and opening > 0 then opening else 0.0 end) as lost_revenue,
    sum(case when became = 'kept' and opening > closing then opening - closing else 0.0 end) as contraction,
    sum(case when opened = 1 and closing > opening then closing - opening else 0.0 end) as expansion,
    sum(case when became = 'new' and source = 'earned' then closing else 0.0 end) as new_revenue_earned,
    sum(case when became = 'new' and source = 'bought' then closing else 0.0 end) as new_revenue_bought,
    sum(case when became = 'new' and source not in ('earned', 'bought') then closing else 0.0 end)
        as new_revenue_unknown,
    sum(case when became = 'reactivated' then closing else 0.0 end) as reactivated_revenue,
    sum(closing) as closing_revenue,
    sum(case when opening < 0 then opening else 0.0 end) as credited_opening,
    sum(case
        when opened = 0 or opening > 0 then 0.0 when opening < closing then opening else closing
    end) as credited_retained,
    sum(case when opened = 1 and opening <= 0 and closing > opening then closing - opening else 0.0 end)
        as credited_expansion,
    sum(case when closing < 0 then closing else 0.0 end) as credits,
    sum(other_credits) as other_credits
from moves
group by month, length, region, segment
