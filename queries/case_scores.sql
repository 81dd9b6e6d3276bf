-- What customers gave cases, by the month in which these were opened: one row a month, region, segment, department,
-- channel and score. A case that was given nothing, or what is not on the scale, is in none.
select
    month_number(s.opened_at) as month,
    coalesce(s.region, c.region) as region,
    coalesce(s.segment, c.segment) as segment,
    s.department_id,
    s.channel,
    s.csat as score,
    count(*) as n
from support_cases s
left join customers c on c.customer_id = s.customer_id
where s.opened_at >= :from_day and s.opened_at < :end_day and s.csat between 1 and 5
group by
    month_number(s.opened_at),
    coalesce(s.region, c.region),
    coalesce(s.segment, c.segment),
    s.department_id,
    s.channel,
    s.csat
