-- Answers to relationship surveys by what their customers had said of the stages of journeys: one row a month,
-- region, segment, metric and pair of terms. A term is a stage that the customer had said anything of in the twelve
-- months up to the answer ('journey/stage'), and, with '-' before it, one of which the last word was bad; a term
-- with itself gives all answers that have it, and '' with itself all that have any. term_a comes first by its
-- bytes.
with lived as (
    select
        r.response_id, r.month, r.region, r.segment, r.metric, r.weight, r.outcome,
        coalesce(s.journey, '') || '/' || s.stage as stage,
        s.bad,
        row_number() over (
            partition by r.response_id, s.journey, s.stage order by s.responded_at desc nulls last, s.bad desc
        ) as nth
    from placed_answers r
    join staged_answers s
        on s.customer_id = r.customer_id and s.responded_at <= r.responded_at and s.month > r.month - 12
    where r.survey = 'relationship' and r.responded_at >= :from_day and r.responded_at < :end_day
),
terms as (
    select response_id, month, region, segment, metric, weight, outcome, stage as term
    from lived
    where nth = 1
    union all
    select response_id, month, region, segment, metric, weight, outcome, '-' || stage
    from lived
    where nth = 1 and bad = 1
),
pairs as (
    select a.month, a.region, a.segment, a.metric, a.weight, a.outcome, a.term as term_a, b.term as term_b
    from terms a
    join terms b on b.response_id = a.response_id and bytewise(a.term) <= bytewise(b.term)
    union all
    select month, region, segment, metric, weight, outcome, '', ''
    from terms
    group by response_id, month, region, segment, metric, weight, outcome
)
select
    month, region, segment, metric, term_a, term_b,
    count(*) as n,
    sum(weight) as weight,
    sum(weight * weight) as weight_squared,
    sum(weight * outcome) as y,
    sum(weight * outcome * outcome) as y_squared
from pairs
group by month, region, segment, metric, term_a, term_b
