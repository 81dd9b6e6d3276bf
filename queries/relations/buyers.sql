-- Who ever brought anything, and since when: one row a customer. Who signed before the records begin may have paid
-- before them; later, a customer begins with the first payment. Of one who paid in the first month that is recorded,
-- and of whom nobody noted when they signed, it is not known since when.
select
    f.customer,
    c.region,
    c.segment,
    coalesce(c.acquisition_source, 'unknown') as source,
    case when month_number(c.acquired_on) < b.month then month_number(c.acquired_on) else f.month end as since,
    case when f.month = b.month and c.acquired_on is null then 0 else 1 end as since_known
from first_payments f
join records_begin b on b.month <= f.month
left join customers c on c.customer_id = f.customer_id
