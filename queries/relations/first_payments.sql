-- The first month in which a customer brought anything: one row a customer. Customers get a number, so that joins are
-- on whole numbers.
select customer_id, min(month) as month, row_number() over (order by customer_id nulls last) as customer
from paid_months
where amount > 0
group by customer_id
