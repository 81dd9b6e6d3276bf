-- One row is a person's month: what was paid for orders placed in it. Orders that were cancelled, or could not be
-- supplied, are no revenue. As revenue carries no weight, undelivered orders are thinned as in journey_steps.sql.
with ranked as (
    select order_id, sample_weight / max(sample_weight) over () as share
    from read_parquet('../shared/data/olist/order_sample_weight.parquet')
)
select
    customers.customer_unique_id as customer_id,
    cast(date_trunc('month', orders.order_purchase_timestamp) as date) as month,
    sum(payments.payment_value) as amount
from read_parquet('../shared/data/olist/orders.parquet') orders
join ranked using (order_id)
join read_parquet('../shared/data/olist/order_payments.parquet') payments using (order_id)
join read_parquet('../shared/data/olist/customers.parquet') customers using (customer_id)
where orders.order_status not in ('canceled', 'unavailable')
    and orders.order_purchase_timestamp < timestamp '2018-09-01'
    and md5_number_lower(orders.order_id) % 1000000 < ranked.share * 1000000
group by customers.customer_unique_id, date_trunc('month', orders.order_purchase_timestamp)
