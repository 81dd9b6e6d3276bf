-- What customers gave cases under each of their labels: one row a month in which cases were opened, dimension, label
-- and score. A case that was given nothing, or what is not on the scale, is in none.
select c.month, b.dimension, b.label, c.csat as score, count(*) as n
from placed_cases c
join case_labels b on b.case_id = c.case_id
where c.opened_at >= :from_day and c.opened_at < :end_day and c.csat between :csat_low and :csat_high
group by c.month, b.dimension, b.label, c.csat
