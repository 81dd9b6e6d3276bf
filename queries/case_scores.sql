-- What customers gave cases, by the month in which these were opened: one row a month, region, segment, department,
-- channel and score. A case that was given nothing, or what is not on the scale, is in none.
select month, own_region as region, own_segment as segment, department_id, channel, csat as score, count(*) as n
from placed_cases
where opened_at >= :from_day and opened_at < :end_day and csat between :csat_low and :csat_high
group by month, own_region, own_segment, department_id, channel, csat
