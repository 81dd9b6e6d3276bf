-- What customers brought month by month: one row a customer and month. A credit lowers its month.
select customer_id, month_number(month) as month, sum(amount) as amount
from revenue
where month < :end_day
group by customer_id, month_number(month)
