-- When customers were in touch about a case, and when they turned to the company next: one row a customer and time at
-- which one of their cases was opened, in the months asked for. Times are told in hours that are left until the end of
-- these months; a case that the company began itself is none with which the customer turned to it.
select
    customer_id, opened_at, by_customer, hours_left,
    max(case when by_customer = 1 then hours_left end) over (
        partition by customer_id order by hours_left nulls last rows between unbounded preceding and 1 preceding
    ) as next_left
from (
    select customer_id, opened_at, by_customer, hours_between(opened_at, end_at) as hours_left
    from (
        select
            customer_id, opened_at, midnight(:end_day) as end_at,
            max(case when proactive then 0 else 1 end) as by_customer
        from support_cases
        where customer_id is not null and opened_at >= :first_day and opened_at < :end_day
        group by customer_id, opened_at
    ) m
) t
