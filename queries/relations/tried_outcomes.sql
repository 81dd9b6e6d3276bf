-- What a pilot may be measured by, answer by answer and case by case, under the name of the measure: one row an answer
-- or case and measure, in the month in which it counts; way is how it was asked for, or the channel of the case.
select
    case when metric = 'nps' and survey = 'journey' then 'journey_nps' else metric end as measure,
    month, region, segment, department_id, customer_id, mode as way, weight, outcome
from placed_answers
where responded_at >= :first_day and responded_at < :end_day
union all
select
    'csat_mean' as measure, month, region, segment, department_id, customer_id, mode as way, weight,
    1.0 * score as outcome
from placed_answers
where metric = 'csat' and responded_at >= :first_day and responded_at < :end_day
union all
select
    'resolution_hours' as measure, month_number(resolved_at) as month, own_region as region, own_segment as segment,
    department_id, customer_id, channel as way, 1.0 as weight, hours_between(opened_at, resolved_at) as outcome
from placed_cases
where resolved_at >= :first_day and resolved_at < :end_day and opened_at <= resolved_at
union all
select
    'first_contact_resolution' as measure, month, own_region as region, own_segment as segment, department_id,
    customer_id, channel as way, 1.0 as weight, case when marked_resolved then 1.0 else 0.0 end as outcome
from contacted_cases
where marked_resolved is not null
union all
select
    'abandoned_cases' as measure, month, own_region as region, own_segment as segment, department_id, customer_id,
    channel as way, 1.0 as weight, case when abandoned then 1.0 else 0.0 end as outcome
from contacted_cases
where abandoned is not null
union all
select
    'escalated_cases' as measure, month, own_region as region, own_segment as segment, department_id, customer_id,
    channel as way, 1.0 as weight, case when escalated then 1.0 else 0.0 end as outcome
from contacted_cases
where escalated is not null
union all
select
    'transfers_per_case' as measure, month, own_region as region, own_segment as segment, department_id, customer_id,
    channel as way, 1.0 as weight, 1.0 * transfers as outcome
from contacted_cases
where transfers is not null
union all
select
    'case_csat' as measure, month, own_region as region, own_segment as segment, department_id, customer_id,
    channel as way, 1.0 as weight, case when csat >= :csat_satisfied then 1.0 else 0.0 end as outcome
from contacted_cases
where csat between :csat_low and :csat_high
