-- The first month of which revenue is recorded: one row.
select min(month) as month
from first_payments
