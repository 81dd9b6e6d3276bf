-- The renewal that comes next, from :as_of_day on: one row a customer who has one.
select customer_id, due_on, value_due
from (
    select
        customer_id, due_on, value_due,
        row_number() over (partition by customer_id order by due_on nulls last) as position
    from due_renewals
    where due_on >= :as_of_day and outcome is null
) d
where position = 1
