-- One row is a review of an order. A review_id repeats, and an order may have several: only the two together are a key.
-- The sample holds every undelivered order and few of the delivered, so each review carries its order's weight. The
-- segment is the category of the order's dearest item.
with categories as (
    select
        items.order_id,
        split_part(coalesce(names.product_category_name_english, products.product_category_name), '_', 1) as category,
        row_number() over (partition by items.order_id order by items.price desc, items.order_item_id) as place
    from read_parquet('../shared/data/olist/order_items.parquet') items
    left join read_parquet('../shared/data/olist/products.parquet') products using (product_id)
    left join read_parquet('../shared/data/olist/product_category_name_translation.parquet') names
        using (product_category_name)
)
select
    reviews.review_id || '-' || reviews.order_id as response_id,
    customers.customer_unique_id as customer_id,  -- customer_id is one of the order, not of the person
    reviews.review_answer_timestamp as responded_at,
    'csat' as metric,
    reviews.review_score as score,
    case
        when category in ('bed', 'furniture', 'housewares', 'home', 'garden', 'kitchen', 'small', 'la', 'air', 'office',
            'construction', 'costruction', 'signaling') then 'Home and garden'
        when category in ('computers', 'pc', 'electronics', 'telephony', 'fixed', 'tablets', 'consoles', 'audio', 'cine',
            'dvds') then 'Electronics'
        when category in ('health', 'perfumery', 'baby', 'diapers', 'fashion', 'fashio', 'luggage')
            then 'Health, beauty and fashion'
        when category in ('sports', 'toys', 'cool', 'watches', 'pet', 'musical', 'music', 'books', 'art', 'arts', 'party',
            'christmas', 'flowers') then 'Leisure and gifts'
        when category is not null then 'Other goods'
    end as segment,  -- five groups of the 71 categories, by the first word of their English name
    'Order' as journey,
    'Deliver' as journey_stage,
    weights.sample_weight as weight,
    nullif(concat_ws(chr(10), trim(reviews.review_comment_title), trim(reviews.review_comment_message)), '') as comment,
    false as coded  -- nobody has read the comments for themes
from read_parquet('../shared/data/olist/order_reviews.parquet') reviews
join read_parquet('../shared/data/olist/order_sample_weight.parquet') weights using (order_id)
join read_parquet('../shared/data/olist/orders.parquet') orders using (order_id)
join read_parquet('../shared/data/olist/customers.parquet') customers using (customer_id)
left join categories on categories.order_id = reviews.order_id and categories.place = 1
where reviews.review_answer_timestamp < timestamp '2018-09-01'
