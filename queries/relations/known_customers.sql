-- What answers take from their customer: one row a customer.
select customer_id, region, segment
from customers
