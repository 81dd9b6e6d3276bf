-- Customers by what the company tells them by of its own: one row a customer and dimension, where the customer has a
-- label there.
select 'dimension_1' as dimension, dimension_1 as label, customer_id
from known_customers
where dimension_1 <> ''
union all
select 'dimension_2' as dimension, dimension_2 as label, customer_id
from known_customers
where dimension_2 <> ''
union all
select 'dimension_3' as dimension, dimension_3 as label, customer_id
from known_customers
where dimension_3 <> ''
union all
select 'dimension_4' as dimension, dimension_4 as label, customer_id
from known_customers
where dimension_4 <> ''
union all
select 'dimension_5' as dimension, dimension_5 as label, customer_id
from known_customers
where dimension_5 <> ''
