-- Revenue by whether its customer is known: one row a month, region and segment. n are rows of revenue, unmatched those
-- that name no customer, or one of whom there is no record.
with booked as (
    select
        month_number(r.month) as month,
        coalesce(r.region, c.region) as region,
        coalesce(r.segment, c.segment) as segment,
        r.amount,
        case when c.customer_id is null then 1 else 0 end as stranger
    from revenue r
    left join known_customers c on c.customer_id = r.customer_id
    where r.month >= :first_day and r.month < :end_day
)
select
    month, region, segment,
    count(*) as n,
    sum(stranger) as unmatched,
    sum(amount) as revenue,
    sum(case when stranger = 1 then amount else 0.0 end) as unmatched_revenue
from booked
group by month, region, segment
