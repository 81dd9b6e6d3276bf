-- The accounts that are told one by one: the 500 that brought most over the last twelve months, and those that somebody
-- sponsors; one row a customer.
select customer_id
from (
    select customer_id
    from (
        select
            customer_id,
            row_number() over (order by amount desc nulls last, bytewise(customer_id) nulls last) as position
        from (
            select customer_id, sum(amount) as amount
            from paid_months
            where month > :last_month - 12 and month <= :last_month
            group by customer_id
        ) y
        where amount > 0
    ) r
    where position <= 500
    union all
    select customer_id from current_sponsors
) n
where customer_id is not null
group by customer_id
