-- Customers' months of revenue by what the company tells them by of its own: one row a row of revenue and dimension,
-- where it has a label there.
select 'dimension_1' as dimension, dimension_1 as label, month, amount
from placed_revenue
where dimension_1 <> ''
union all
select 'dimension_2' as dimension, dimension_2 as label, month, amount
from placed_revenue
where dimension_2 <> ''
union all
select 'dimension_3' as dimension, dimension_3 as label, month, amount
from placed_revenue
where dimension_3 <> ''
union all
select 'dimension_4' as dimension, dimension_4 as label, month, amount
from placed_revenue
where dimension_4 <> ''
union all
select 'dimension_5' as dimension, dimension_5 as label, month, amount
from placed_revenue
where dimension_5 <> ''
