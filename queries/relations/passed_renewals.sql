-- The last renewal that has passed by :as_of_day, or has been settled: one row a customer who has one.
select customer_id, due_on, outcome
from (
    select
        customer_id, due_on, outcome,
        row_number() over (partition by customer_id order by due_on desc nulls last) as position
    from due_renewals
    where due_on < :as_of_day or outcome is not null
) d
where position = 1
