-- Support cases with what they are counted by: one row a case, whenever it was opened. What a case is told by that the
-- company calls its own is the case's, or its customer's where the case has none.
select
    s.*,
    month_number(s.opened_at) as month,
    coalesce(s.region, c.region) as own_region,
    coalesce(s.segment, c.segment) as own_segment,
    coalesce(s.dimension_1, c.dimension_1) as own_1,
    coalesce(s.dimension_2, c.dimension_2) as own_2,
    coalesce(s.dimension_3, c.dimension_3) as own_3,
    coalesce(s.dimension_4, c.dimension_4) as own_4,
    coalesce(s.dimension_5, c.dimension_5) as own_5
from support_cases s
left join known_customers c on c.customer_id = s.customer_id
