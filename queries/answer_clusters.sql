-- What customers answered in one month times what they answered in that month or one before it: y is a customer's
-- sum of weighted outcomes in a month, w that of the weights. There is one row a month, region, segment, metric,
-- kind of survey, months between the two, and whether both were given in the same region and in the same segment.
-- Sums over a customer's answers of any stretch of months, squared, are sums of these rows; so are the products of
-- two stretches. Relationship surveys and those of a journey are kept apart for NPS alone, as its measures are. An
-- answer without a customer is one of its own.
with by_month as (
    select
        customer_id, month, region, segment, metric,
        case when metric = 'nps' then survey else 'any' end as survey,
        sum(weight * outcome) as y,
        sum(weight) as w
    from placed_answers
    where customer_id is not null and responded_at >= :lag_day and responded_at < :end_day
    group by customer_id, month, region, segment, metric, case when metric = 'nps' then survey else 'any' end
),
products as (
    select
        a.month, a.region, a.segment, a.metric, a.survey,
        a.month - b.month as lag,
        case when a.region = b.region or (a.region is null and b.region is null) then 1 else 0 end as same_region,
        case when a.segment = b.segment or (a.segment is null and b.segment is null) then 1 else 0 end as same_segment,
        a.y * b.y as yy,
        a.y * b.w as yw,
        a.w * b.y as wy,
        a.w * b.w as ww
    from by_month a
    join by_month b
        on b.customer_id = a.customer_id and b.metric = a.metric and b.survey = a.survey
        and b.month <= a.month and b.month > a.month - :lags
    where a.month >= :from_month
    union all
    select
        month, region, segment, metric,
        case when metric = 'nps' then survey else 'any' end,
        0, 1, 1,
        weight * weight * outcome * outcome,
        weight * weight * outcome,
        weight * weight * outcome,
        weight * weight
    from scored_answers
    where customer_id is null
)
select
    month, region, segment, metric, survey, lag, same_region, same_segment,
    sum(yy) as yy,
    sum(yw) as yw,
    sum(wy) as wy,
    sum(ww) as ww
from products
group by month, region, segment, metric, survey, lag, same_region, same_segment
