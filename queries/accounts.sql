-- The customers that matter most: one row a customer who is among the 500 that brought most over the last twelve
-- months, among the 50 that did so in their region and segment, or has a sponsor. With each who brought something
-- stands how many did in its region and segment, and how much in all: every such place has a row, so that what the
-- largest bring is seen as a part of the whole under any filter. What is open, and comes next, is as of :as_of_day.
with worth as (
    -- what a customer brought over the last twelve months, and over the twelve before, as far as they are recorded
    select
        p.customer_id,
        sum(case when p.month = :last_month then p.amount else 0.0 end) as month_revenue,
        sum(case when p.month > :last_month - 12 then p.amount else 0.0 end) as year_revenue,
        sum(case when p.month > :last_month - 12 then 0.0 else p.amount end) as year_before_revenue,
        max(case when p.amount > 0 then p.month end) as last_paid_month
    from paid_months p
    where p.month > :last_month - 24 and p.month <= :last_month
    group by p.customer_id
),
valued as (
    select w.customer_id, c.region, c.segment, w.year_revenue
    from worth w
    left join customers c on c.customer_id = w.customer_id
    where w.year_revenue > 0
),
placed as (
    select
        customer_id, region, segment, year_revenue,
        row_number() over (order by year_revenue desc nulls last, bytewise(customer_id) nulls last) as position,
        row_number() over (
            partition by region, segment order by year_revenue desc nulls last, bytewise(customer_id) nulls last
        ) as position_in_place,
        count(*) over (partition by region, segment) as customers,
        sum(year_revenue) over (partition by region, segment) as revenue
    from valued
),
chosen as (
    select customer_id
    from (
        select customer_id from placed where position <= 500 or position_in_place <= 50
        union all
        select customer_id from current_sponsors
    ) named
    group by customer_id
),
open_cases as (
    select customer_id, count(*) as cases, cast(min(opened_at) as date) as oldest_on
    from support_cases
    where opened_at < midnight(:until_day) and (resolved_at is null or resolved_at >= midnight(:until_day))
        and (abandoned is null or not abandoned)
    group by customer_id
),
kept as (
    -- whether anything is kept of cases, and of sponsors: where nothing is, none is no news of a customer
    select
        (select count(*) from support_cases where customer_id is not null) as cases,
        (select count(*) from sponsorships) as sponsorships
)
select
    n.customer_id as customer_id,
    c.account_name as account_name,
    c.region as region,
    c.segment as segment,
    coalesce(w.month_revenue, 0.0) as month_revenue,
    coalesce(w.year_revenue, 0.0) as year_revenue,
    case when b.month <= :last_month - 23 then coalesce(w.year_before_revenue, 0.0) end as year_before_revenue,
    w.last_paid_month as last_paid_month,
    coalesce(p.customers, 0) as place_customers,
    coalesce(p.revenue, 0.0) as place_revenue,
    case when c.churned_on <= :as_of_day then c.churned_on end as churned_on,
    a.score as score,
    a.answered_on as answered_on,
    case when k.cases > 0 then coalesce(o.cases, 0) end as open_cases,
    o.oldest_on as oldest_case_on,
    case when k.sponsorships = 0 then null when s.customer_id is null then 0 else 1 end as sponsored,
    s.sponsor as sponsor,
    s.sponsor_department_id as sponsor_department_id,
    s.open_actions as open_actions,
    d.due_on as renews_on,
    d.value_due as value_due,
    l.due_on as last_due_on,
    l.outcome as last_outcome
from chosen n
cross join kept k
left join records_begin b on 1 = 1
left join customers c on c.customer_id = n.customer_id
left join worth w on w.customer_id = n.customer_id
left join placed p on p.customer_id = n.customer_id
left join last_scores a on a.customer_id = n.customer_id
left join open_cases o on o.customer_id = n.customer_id
left join current_sponsors s on s.customer_id = n.customer_id
left join coming_renewals d on d.customer_id = n.customer_id
left join passed_renewals l on l.customer_id = n.customer_id
