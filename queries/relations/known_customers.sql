-- What answers take from their customer: one row a customer. The replicate is worked out here, once for all answers.
select customer_id, region, segment, replicate(customer_id) as replicate
from customers
