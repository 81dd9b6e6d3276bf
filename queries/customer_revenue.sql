-- What customers brought, credits taken off: one row a month, region and segment.
select month, region, segment, sum(amount) as amount
from placed_revenue
group by month, region, segment
