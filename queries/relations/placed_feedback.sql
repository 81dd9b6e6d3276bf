-- Comments that are no survey, with what they are counted by: one row a comment, whenever it was received.
select
    f.source,
    f.received_on,
    f.customer_id,
    f.theme_id,
    f.answered_at,
    month_number(f.received_on) as month,
    coalesce(f.region, c.region) as region,
    coalesce(f.segment, c.segment) as segment
from feedback f
left join known_customers c on c.customer_id = f.customer_id
