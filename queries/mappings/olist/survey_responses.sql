-- One row is a review of an order. A review_id repeats, and an order may have several: only the two together are a key.
-- The sample holds every undelivered order and few of the delivered, so each review carries its order's weight. The
-- segment is how the delivery went: what parts good reviews from bad ones.
select
    reviews.review_id || '-' || reviews.order_id as response_id,
    customers.customer_unique_id as customer_id,  -- customer_id is one of the order, not of the person
    reviews.review_answer_timestamp as responded_at,
    'csat' as metric,
    reviews.review_score as score,
    case
        when orders.order_delivered_customer_date is null then 'Not delivered'
        when orders.order_delivered_customer_date > orders.order_estimated_delivery_date then 'Delivered late'
        else 'Delivered on time'
    end as segment,
    'Order' as journey,
    'Deliver' as journey_stage,
    weights.sample_weight as weight,
    nullif(concat_ws(chr(10), trim(reviews.review_comment_title), trim(reviews.review_comment_message)), '') as comment,
    false as coded  -- nobody has read the comments for themes
from read_parquet('../shared/data/olist/order_reviews.parquet') reviews
join read_parquet('../shared/data/olist/order_sample_weight.parquet') weights using (order_id)
join read_parquet('../shared/data/olist/orders.parquet') orders using (order_id)
join read_parquet('../shared/data/olist/customers.parquet') customers using (customer_id)
where reviews.review_answer_timestamp < timestamp '2018-09-01'
