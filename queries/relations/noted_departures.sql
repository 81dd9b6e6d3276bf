-- When customers left, as far as it was noted: one row a customer and month, with the reason, and whether it is said to
-- have come back (1, 0). What stands with the customer is the last departure; events may hold others, or the same once
-- more.
select
    customer_id, month, max(reason) as reason, max(returned) as returned
from (
    select customer_id, month_number(churned_on) as month, churn_reason as reason, 0 as returned
    from customers
    where churned_on is not null
    union all
    select
        customer_id, month_number(churned_on), reason, case when returned_on is null then 0 else 1 end
    from churn_events
) noted
group by customer_id, month
