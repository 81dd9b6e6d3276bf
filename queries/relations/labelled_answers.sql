-- The answers that count by what they are told by beside their place: one row an answer and dimension, the department
-- that answers for it, the channel, or one of the company's own, where the answer (or its customer) has a label there.
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'department_id' as dimension, department_id as label
from placed_answers
where department_id <> ''
union all
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'channel' as dimension, channel as label
from placed_answers
where channel <> ''
union all
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'dimension_1' as dimension, dimension_1 as label
from placed_answers
where dimension_1 <> ''
union all
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'dimension_2' as dimension, dimension_2 as label
from placed_answers
where dimension_2 <> ''
union all
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'dimension_3' as dimension, dimension_3 as label
from placed_answers
where dimension_3 <> ''
union all
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'dimension_4' as dimension, dimension_4 as label
from placed_answers
where dimension_4 <> ''
union all
select
    response_id, customer_id, responded_at, month, metric, survey, score, weight, outcome,
    'dimension_5' as dimension, dimension_5 as label
from placed_answers
where dimension_5 <> ''
