-- The answers that count, with what they are counted by: one row an answer, whenever it was given.
select
    a.response_id,
    a.customer_id,
    a.responded_at,
    month_number(a.responded_at) as month,
    coalesce(a.region, c.region) as region,
    coalesce(a.segment, c.segment) as segment,
    a.metric,
    a.mode,
    a.department_id,
    a.channel,
    coalesce(a.dimension_1, c.dimension_1) as dimension_1,
    coalesce(a.dimension_2, c.dimension_2) as dimension_2,
    coalesce(a.dimension_3, c.dimension_3) as dimension_3,
    coalesce(a.dimension_4, c.dimension_4) as dimension_4,
    coalesce(a.dimension_5, c.dimension_5) as dimension_5,
    a.journey as named_journey,
    a.journey_stage as stage,
    case when a.journey_stage is null then 'relationship' else 'journey' end as survey,
    a.score,
    case
        when a.coded then 1
        when a.coded is null and trim(a.comment) <> '' then 1
        else 0
    end as coded,
    coalesce(a.weight, 1.0) as weight,
    case
        when a.metric = 'nps' and a.score >= 9 then 1.0
        when a.metric = 'nps' and a.score <= 6 then -1.0
        when a.metric = 'csat' and a.score >= :csat_satisfied then 1.0
        when a.metric = 'ces' and a.score >= :ces_satisfied then 1.0
        when a.metric = 'thumbs' and a.score = 1 then 1.0
        else 0.0
    end as outcome
from counted_answers a
left join known_customers c on c.customer_id = a.customer_id
