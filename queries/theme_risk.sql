-- Customers by the themes that they named, and how many of them were gone a year later: one row a month, region,
-- segment, metric, tenure and set of themes. Counted are the customers of the month who gave an answer that was read
-- for themes in the :theme_window_months that end with it, each once a metric; praise names no theme here, and whom
-- credits leave below nought has nothing at stake. A set is a whole number, the sum of 2 to the power of each theme's
-- number: of any list of themes it tells who named at least one of them.
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4 union all select 5
    union all select 6 union all select 7 union all select 8 union all select 9 union all select 10 union all select 11
),
said as (
    select f.customer as customer, a.month, a.metric, 0 as theme
    from explained_answers a
    join first_payments f on f.customer_id = a.customer_id
    where a.coded = 1 and a.responded_at < midnight(:end_day)
    union all
    select f.customer as customer, r.month, r.metric, cast(power(2, n.number) as bigint) as theme
    from read_mentions r
    join theme_numbers n on n.theme_id = r.theme_id
    join first_payments f on f.customer_id = r.customer_id
    where r.praise = 0 and r.responded_at < midnight(:end_day)
),
named as (
    select s.customer as customer, s.month + d.digit as month, s.metric, s.theme
    from said s
    join digits d on d.digit < :theme_window_months
    group by s.customer, s.month + d.digit, s.metric, s.theme
),
sets as (
    select customer, month, metric, cast(sum(theme) as bigint) as themes
    from named
    group by customer, month, metric
),
customers_then as (
    -- the customers of a month, and of those who could be followed for twelve more, whether they were lost by then
    select
        customer, region, segment,
        case when length = 1 then month else month - 12 end as month,
        sum(case when length = 1 and closing > 0 then closing else 0.0 end) as revenue,
        sum(case when length = 12 then 1 else 0 end) as followed,
        sum(case when length = 12 and became = 'lost' then 1 else 0 end) as lost
    from window_moves
    where (length = 1 and closed = 1) or (length = 12 and opened = 1)
    group by customer, region, segment, case when length = 1 then month else month - 12 end
    having sum(case when length = 1 then 1 else 0 end) = 1
),
placed as (
    select
        c.month as month, c.region, c.segment, s.metric, s.themes, c.revenue, c.followed, c.lost,
        case
            when c.month - b.since >= 36 then '3_and_more'
            when b.since_known = 0 then null
            when c.month - b.since >= 12 then '1_to_3'
            else 'under_1'
        end as tenure
    from sets s
    join customers_then c on c.customer = s.customer and c.month = s.month
    join buyers b on b.customer = c.customer
    where c.month >= :first_month + :theme_window_months - 1
)
select
    month, region, segment, metric, tenure, themes,
    count(*) as customers,
    sum(revenue) as revenue,
    sum(followed) as followed,
    sum(lost) as lost,
    sum(case when lost = 1 then revenue else 0.0 end) as lost_revenue
from placed
group by month, region, segment, metric, tenure, themes
