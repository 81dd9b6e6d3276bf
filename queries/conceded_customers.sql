-- What became of customers who had a case in the three months before a window opened, by whether something was given to
-- them at discretion in these months: one row a closing month, window's length, region, segment, tenure, number of
-- cases and whether. Whoever had no case is in none, whatever was given.
with later as (
    select 0 as months union all select 1 union all select 2
),
had as (
    select f.customer, p.month + l.months as base, count(*) as cases
    from (
        select customer_id, month_number(opened_at) as month
        from support_cases
        where opened_at < midnight(:end_day)
    ) p
    join first_payments f on f.customer_id = p.customer_id
    cross join later l
    group by f.customer, p.month + l.months
),
given as (
    select f.customer, g.month + l.months as base
    from (
        select customer_id, month_number(given_on) as month
        from concessions
        where given_on < :end_day
    ) g
    join first_payments f on f.customer_id = g.customer_id
    cross join later l
    group by f.customer, g.month + l.months
),
concessions_begin as (
    select min(month_number(given_on)) as month
    from concessions
),
followed as (
    select
        m.month, m.length, m.region, m.segment, m.tenure, m.opening, m.closed, m.retained,
        case when h.cases > 1 then 'several' else 'one' end as cases,
        case when g.customer is not null then 'given' else 'not_given' end as act
    from followed_customers m
    join concessions_begin c on m.month - m.length >= c.month + 2
    join had h on h.customer = m.customer and h.base = m.month - m.length
    left join given g on g.customer = m.customer and g.base = m.month - m.length
    where m.length = 12
)
select
    month,
    length as "window",
    region,
    segment,
    tenure,
    cases,
    act,
    count(*) as customers,
    sum(closed) as kept_customers,
    sum(opening) as opening_revenue,
    sum(retained) as retained_revenue
from followed
group by month, length, region, segment, tenure, cases, act
