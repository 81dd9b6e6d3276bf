-- What became of the customers whom the company had contacted of its own accord in the three months before a window
-- opened, and of those whom it had not: one row a closing month, window's length, region, segment, tenure and what for.
-- Whoever was helped counts as helped, of the others whoever was sold to as sold to, and then whoever was informed.
with later as (
    select 0 as months union all select 1 union all select 2
),
begun as (
    select
        f.customer, e.month + l.months as base,
        max(case when e.purpose = 'help' then 3 when e.purpose = 'sell' then 2 else 1 end) as purpose
    from (
        select customer_id, month_number(engaged_on) as month, purpose
        from engagements
        where engaged_on < :end_day
    ) e
    join first_payments f on f.customer_id = e.customer_id
    cross join later l
    group by f.customer, e.month + l.months
),
contacts_begin as (
    select min(month_number(engaged_on)) as month
    from engagements
)
select
    m.month as month,
    m.length as "window",
    m.region,
    m.segment,
    m.tenure,
    case b.purpose when 3 then 'helped' when 2 then 'sold_to' when 1 then 'informed' else 'not_contacted' end
        as contact,
    count(*) as customers,
    sum(m.closed) as kept_customers,
    sum(m.opening) as opening_revenue,
    sum(m.retained) as retained_revenue
from followed_customers m
join contacts_begin c on m.month - m.length >= c.month + 2
left join begun b on b.customer = m.customer and b.base = m.month - m.length
where m.length = 12
group by m.month, m.length, m.region, m.segment, m.tenure,
    case b.purpose when 3 then 'helped' when 2 then 'sold_to' when 1 then 'informed' else 'not_contacted' end
