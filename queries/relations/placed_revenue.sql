-- Customers' months of revenue with what they are told by: one row a row of revenue. Its region, segment and what the
-- company calls its own are those under which it was booked, or else its customer's.
select
    month_number(r.month) as month,
    coalesce(r.region, c.region) as region,
    coalesce(r.segment, c.segment) as segment,
    coalesce(r.dimension_1, c.dimension_1) as dimension_1,
    coalesce(r.dimension_2, c.dimension_2) as dimension_2,
    coalesce(r.dimension_3, c.dimension_3) as dimension_3,
    coalesce(r.dimension_4, c.dimension_4) as dimension_4,
    coalesce(r.dimension_5, c.dimension_5) as dimension_5,
    r.amount
from revenue r
left join known_customers c on c.customer_id = r.customer_id
where r.month >= :first_day and r.month < :end_day
