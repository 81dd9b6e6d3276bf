-- Who is a customer when, with what they brought: one row a customer and month. A customer is active in a month with
-- revenue in it or in the :active_months - 1 before it; a month of more credit than revenue does not part who was there
-- before it and is there after.
select customer, month, amount
from active_months
where amount > 0
union all
select customer, month, amount
from credited_customers
