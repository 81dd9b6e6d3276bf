-- Where revenue was booked of late, and where its customer is: one row a row of revenue of the last three months, wrong
-- where the two differ, with both places.
select
    r.customer_id as thing, month_number(r.month) as month,
    case when r.region <> c.region or r.segment <> c.segment then 1 else 0 end as wrong,
    r.amount as money, r.amount as of_money,
    case when r.region <> c.region then r.region || ' and ' || c.region else r.segment || ' and ' || c.segment end
        as label
from revenue r
join customers c on c.customer_id = r.customer_id
where r.amount > 0 and month_number(r.month) > :last_month - 3 and month_number(r.month) <= :last_month
