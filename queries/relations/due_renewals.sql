-- What falls due of a customer on a day, and what came of it: one row a customer and day.
select
    customer_id, due_on, sum(value_due) as value_due,
    case
        when sum(case when outcome = 'lost' then 1 else 0 end) > 0 then 'lost'
        when sum(case when outcome = 'renewed' then 1 else 0 end) = count(*) then 'renewed'
    end as outcome
from renewals
group by customer_id, due_on
