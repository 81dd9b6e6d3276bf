-- What answers take from their customer: one row a customer.
select
    customer_id, region, segment,
    dimension_1, dimension_2, dimension_3, dimension_4, dimension_5
from customers
