-- One row is a step of an order: payment approved, handed to the carrier, delivered. Steps carry no weight, so the
-- undelivered orders, all of which are in the sample, are thinned to the share at which the delivered ones are: what
-- is left stands for itself. Orders that were cancelled are left out: nothing says by whom, or when.
with ranked as (
    select order_id, sample_weight / max(sample_weight) over () as share
    from read_parquet('../shared/data/olist/order_sample_weight.parquet')
),
orders as (
    select *
    from read_parquet('../shared/data/olist/orders.parquet')
    join ranked using (order_id)
    where order_status <> 'canceled'
        and order_purchase_timestamp < timestamp '2018-09-01'
        and md5_number_lower(order_id) % 1000000 < share * 1000000
),
limits as (
    select order_id, max(shipping_limit_date) as shipping_limit_date
    from read_parquet('../shared/data/olist/order_items.parquet')
    group by order_id
),
steps as (
    select order_id, customer_id, 1 as step_number, 'Approve' as stage,
        order_purchase_timestamp as started_at, null as promised_at, order_approved_at as completed_at
    from orders
    union all
    select order_id, customer_id, 2, 'Ship', order_approved_at, shipping_limit_date, order_delivered_carrier_date
    from orders
    left join limits using (order_id)
    union all
    -- 77 orders were shipped before they were approved: the step begins when it began
    select order_id, customer_id, 3, 'Deliver', order_delivered_carrier_date, order_estimated_delivery_date,
        order_delivered_customer_date
    from orders
)
select
    steps.order_id as journey_id,
    customers.customer_unique_id as customer_id,
    'Order' as journey,
    steps.stage,
    steps.step_number,
    steps.started_at,
    steps.promised_at,
    case when steps.completed_at < timestamp '2018-09-01' then steps.completed_at end as completed_at
from steps
join read_parquet('../shared/data/olist/customers.parquet') customers using (customer_id)
where steps.started_at < timestamp '2018-09-01'
