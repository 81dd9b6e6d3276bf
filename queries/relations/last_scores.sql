-- What customers last answered to a relationship survey by :as_of_day: one row a customer who did.
select customer_id, score, answered_on
from (
    select
        customer_id, score, cast(responded_at as date) as answered_on,
        row_number() over (
            partition by customer_id order by responded_at desc nulls last, bytewise(response_id) nulls last
        ) as position
    from placed_answers
    where metric = 'nps' and survey = 'relationship' and responded_at < midnight(:until_day)
        and customer_id is not null
) a
where position = 1
