-- What customers brought over the months of a window, and over as many months before: one row a closing month, length
-- of window, region and segment. Who brought something in the window and nothing in the one before has come: is new, or
-- had been a customer before and is back. Those who come are few, so they alone are followed month by month; what the
-- others bring is the rest of the revenue.
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
months as (
    select tens.digit * 10 + ones.digit as number
    from digits tens
    join digits ones on tens.digit * 10 + ones.digit < 12
),
lengths as (
    select 1 as months union all select 3 union all select 12
),
closings as (
    -- every closing month of a window whose months, and those of the window before, are all recorded
    select l.months as length, m.month
    from lengths l
    join records_begin b on b.month <= :last_month
    join (select month from paid_months group by month) m
        on m.month >= :first_month + l.months and m.month >= b.month + 2 * l.months - 1 and m.month <= :last_month
),
payments as (
    select
        f.customer, p.month,
        lag(p.month) over (partition by f.customer order by p.month nulls last) as month_before,
        lead(p.month) over (partition by f.customer order by p.month nulls last) as month_after
    from paid_months p
    join first_payments f on f.customer_id = p.customer_id
    where p.amount > 0
),
comings as (
    -- a first payment, or one after a pause as long as a window: from which closing month on the customer has come,
    -- and until which the first payment lies in the window
    select
        p.customer, l.months as length, p.month as came, p.month + l.months - 1 as last_closing,
        case when p.month_before + 2 * l.months > p.month then p.month_before + 2 * l.months else p.month end
            as first_closing
    from payments p
    join lengths l on p.month_before is null or p.month - p.month_before > l.months
),
arrived as (
    select
        p.month + m.number as month, c.length, b.region, b.segment,
        case
            when b.since <> c.came then 'back'
            when b.source in ('earned', 'bought') then b.source
            else 'unknown'
        end as became,
        p.amount
    from comings c
    join buyers b on b.customer = c.customer
    join first_payments f on f.customer = c.customer
    join paid_months p on p.customer_id = f.customer_id and p.month >= c.came and p.month <= c.last_closing
    join months m on p.month + m.number >= c.first_closing and p.month + m.number <= c.last_closing
),
present as (
    -- a customer who paid in a month is among those of the windows that hold it; each is counted by the last payment
    select p.month + m.number as month, l.months as length, b.region, b.segment, count(*) as customers
    from payments p
    cross join lengths l
    join months m on m.number < l.months and (p.month_after is null or p.month + m.number < p.month_after)
    join buyers b on b.customer = p.customer
    group by p.month + m.number, l.months, b.region, b.segment
),
brought as (
    select p.month as month, b.region, b.segment, sum(p.amount) as amount
    from paid_months p
    join first_payments f on f.customer_id = p.customer_id
    join buyers b on b.customer = f.customer
    group by p.month, b.region, b.segment
),
parts as (
    select b.month + m.number as month, l.months as length, b.region, b.segment,
        0 as customers_before, 0.0 as revenue_before, b.amount as revenue, '' as became, 0.0 as arrived
    from brought b
    cross join lengths l
    join months m on m.number < l.months
    union all
    select b.month + l.months + m.number, l.months, b.region, b.segment, 0, b.amount, 0.0, '', 0.0
    from brought b
    cross join lengths l
    join months m on m.number < l.months
    union all
    select month + length, length, region, segment, customers, 0.0, 0.0, '', 0.0
    from present
    union all
    select month, length, region, segment, 0, 0.0, 0.0, became, amount
    from arrived
)
select
    p.month as month,
    p.length as "window",
    p.region,
    p.segment,
    sum(p.customers_before) as customers_before,
    sum(p.revenue_before) as revenue_before,
    sum(p.revenue) as revenue,
    sum(case when p.became = 'earned' then p.arrived else 0.0 end) as new_revenue_earned,
    sum(case when p.became = 'bought' then p.arrived else 0.0 end) as new_revenue_bought,
    sum(case when p.became = 'unknown' then p.arrived else 0.0 end)
        as new_revenue_unknown,
    sum(case when p.became = 'back' then p.arrived else 0.0 end) as reactivated_revenue
from parts p
join closings c on c.length = p.length and c.month = p.month
group by p.month, p.length, p.region, p.segment
