-- Who ever brought anything, and since when: one row a customer. Who signed before the records begin may have paid
-- before them; later, a customer begins with the first payment.
select
    f.customer,
    c.region,
    c.segment,
    coalesce(c.acquisition_source, 'unknown') as source,
    case when month_number(c.acquired_on) < b.month then month_number(c.acquired_on) else f.month end as since
from first_payments f
join records_begin b on b.month <= f.month
left join customers c on c.customer_id = f.customer_id
