-- What customers said in one month times what they said in that month or one before it, by the mention that they named:
-- one row a later month, months between the two, metric and mention; an empty mention stands for every answer that was
-- read. y is a customer's sum of weighted outcomes in a month over the answers that name it, w that of the weights.
-- Products are taken of either order of two months, so that the squares of a customer's sums over any stretch of months
-- are sums of these rows. `yy_all` and the like are products with all that the customer's answers say. An answer
-- without a customer is one of its own.
with said as (
    select response_id, customer_id, month, metric, mention, weight, outcome
    from read_mentions
    where responded_at >= :lag_day and responded_at < :end_day
    group by response_id, customer_id, month, metric, mention, weight, outcome
    union all
    select response_id, customer_id, month, metric, '' as mention, weight, outcome
    from explained_answers
    where coded = 1 and responded_at >= :lag_day and responded_at < :end_day
),
by_month as (
    select
        case when customer_id is null then 'response ' || response_id else 'customer ' || customer_id end as customer,
        month, metric, mention,
        sum(weight * outcome) as y,
        sum(weight) as w
    from said
    group by
        case when customer_id is null then 'response ' || response_id else 'customer ' || customer_id end,
        month, metric, mention
),
products as (
    select
        case when a.month > b.month then a.month else b.month end as month,
        case when a.month > b.month then a.month - b.month else b.month - a.month end as lag,
        a.metric, a.mention,
        a.y * b.y as yy, a.y * b.w as yw, a.w * b.w as ww,
        0.0 as yy_all, 0.0 as yw_all, 0.0 as wy_all, 0.0 as ww_all
    from by_month a
    join by_month b on b.customer = a.customer and b.metric = a.metric and b.mention = a.mention
    union all
    select
        case when a.month > b.month then a.month else b.month end as month,
        case when a.month > b.month then a.month - b.month else b.month - a.month end as lag,
        a.metric, a.mention,
        0.0, 0.0, 0.0,
        a.y * b.y, a.y * b.w, a.w * b.y, a.w * b.w
    from by_month a
    join by_month b on b.customer = a.customer and b.metric = a.metric and b.mention = ''
)
select
    month, lag, metric, mention,
    sum(yy) as yy,
    sum(yw) as yw,
    sum(ww) as ww,
    sum(yy_all) as yy_all,
    sum(yw_all) as yw_all,
    sum(wy_all) as wy_all,
    sum(ww_all) as ww_all
from products
where month >= :from_month and lag < :theme_lags
group by month, lag, metric, mention
