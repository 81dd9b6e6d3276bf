-- Opportunities won in the last twelve months beside customers acquired in them: one row, wrong where one of the two is
-- more than ten times the other, and the larger no handful.
with won as (
    select count(*) as deals
    from opportunities
    where outcome = 'won' and month_number(closed_on) > :last_month - 12 and month_number(closed_on) <= :last_month
),
acquired as (
    select count(*) as customers
    from customers
    where month_number(acquired_on) > :last_month - 12 and month_number(acquired_on) <= :last_month
)
select
    'the last twelve months' as thing, :last_month as month,
    case
        when w.deals >= 30 and w.deals > 10 * a.customers then 1
        when a.customers >= 30 and a.customers > 10 * w.deals then 1
        else 0
    end as wrong,
    1.0 * w.deals as money, 1.0 * a.customers as of_money
from won w
cross join acquired a
