-- What customers answered under a label in one month times what they answered under it in that month or one before it:
-- one row a month, dimension, label, metric, kind of survey and months between the two; as in answer_clusters, y is a
-- customer's sum of weighted outcomes in a month, w that of the weights, and an answer without a customer is its own.
with said as (
    select
        a.response_id, a.customer_id, a.responded_at, a.month, a.dimension, p.kept_apart as label, a.metric,
        case when a.metric = 'nps' then a.survey else 'any' end as survey,
        a.weight, a.outcome
    from labelled_answers a
    join label_positions p on p.dimension = a.dimension and p.label = a.label
    where a.responded_at >= :lag_day and a.responded_at < :end_day
),
by_month as (
    select
        customer_id, month, dimension, label, metric, survey,
        sum(weight * outcome) as y,
        sum(weight) as w
    from said
    where customer_id is not null
    group by customer_id, month, dimension, label, metric, survey
),
products as (
    select
        a.month, a.dimension, a.label, a.metric, a.survey,
        a.month - b.month as lag,
        a.y * b.y as yy, a.y * b.w as yw, a.w * b.y as wy, a.w * b.w as ww
    from by_month a
    join by_month b
        on b.customer_id = a.customer_id and b.dimension = a.dimension and b.label = a.label
        and b.metric = a.metric and b.survey = a.survey and b.month <= a.month and b.month > a.month - :lags
    where a.month >= :from_month
    union all
    select
        month, dimension, label, metric, survey, 0,
        weight * weight * outcome * outcome, weight * weight * outcome, weight * weight * outcome, weight * weight
    from said
    where customer_id is null and responded_at >= :from_day
)
select
    month, dimension, label, metric, survey, lag,
    sum(yy) as yy,
    sum(yw) as yw,
    sum(wy) as wy,
    sum(ww) as ww
from products
group by month, dimension, label, metric, survey, lag
