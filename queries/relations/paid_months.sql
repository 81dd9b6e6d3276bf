-- What customers brought month by month, and how much of it were credits (below nought): one row a customer and month.
-- A credit lowers its month.
select
    customer_id, month_number(month) as month, sum(amount) as amount,
    sum(case when amount < 0 then amount else 0.0 end) as credits
from revenue
where month < :end_day
group by customer_id, month_number(month)
