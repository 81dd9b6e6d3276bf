-- What customers said last in a month, of the relationship surveys of which they gave an answer that counts, and the
-- next month in which they said something, until which it is their last word: one row a customer and month.
with said_in as (
    select
        f.customer, a.month, a.outcome,
        row_number() over (
            partition by f.customer, a.month order by a.responded_at desc nulls last, a.score nulls last
        ) as nth
    from placed_answers a
    join first_payments f on f.customer_id = a.customer_id
    where a.metric = 'nps' and a.survey = 'relationship' and a.month <= :last_month
)
select
    customer, month, outcome,
    lead(month) over (partition by customer order by month nulls last) as next_month
from said_in
where nth = 1
