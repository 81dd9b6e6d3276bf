-- Answers by how long their customer had been one: one row a month, region, segment, metric, kind of survey, tenure and
-- leaning, the outcome of the metric (NPS: 1 a promoter, 0 a passive, -1 a detractor; else 1 where it is satisfied, or
-- found it easy, 0 where not). Of who had paid nothing yet, or is not known, tenure is not.
with answered as (
    select
        a.month, a.region, a.segment, a.metric, a.survey, cast(a.outcome as integer) as leaning, a.weight,
        case
            when a.month - b.since >= 36 then '3_and_more'
            when b.since is null or a.month < b.since or b.since_known = 0 then null
            when a.month - b.since >= 12 then '1_to_3'
            else 'under_1'
        end as tenure
    from scored_answers a
    left join first_payments f on f.customer_id = a.customer_id
    left join buyers b on b.customer = f.customer
)
select
    month, region, segment, metric, survey, tenure, leaning,
    count(*) as n,
    sum(weight) as weight,
    sum(weight * weight) as weight_squared
from answered
group by month, region, segment, metric, survey, tenure, leaning
