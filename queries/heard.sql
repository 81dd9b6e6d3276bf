-- The times that customers were heard, by month: one row a month, region, segment, kind and source of comments. Named
-- are those of whom it is known which customer they were.
select
    month, region, segment, kind, source,
    count(*) as n,
    sum(case when customer_id is not null then 1 else 0 end) as named
from (
    select month, region, segment, 'survey' as kind, '' as source, customer_id
    from placed_answers
    where responded_at >= :from_day and responded_at < :end_day
    union all
    select month, own_region as region, own_segment as segment, 'case' as kind, '' as source, customer_id
    from placed_cases
    where opened_at >= :from_day and opened_at < :end_day
    union all
    select month, region, segment, 'comment' as kind, source, customer_id
    from placed_feedback
    where received_on >= :from_day and received_on < :end_day
) h
group by month, region, segment, kind, source
