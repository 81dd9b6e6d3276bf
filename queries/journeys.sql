-- Customers' journeys by the month for which their completion was promised: one row a month, region, segment and
-- journey.
select
    month_number(promised_at) as month, own_region as region, own_segment as segment, journey,
    count(*) as due,
    sum(case when completed_at <= promised_at then 1 else 0 end) as on_time
from told_journeys
where promised_at >= :first_day and promised_at < :end_day
group by month_number(promised_at), own_region, own_segment, journey
