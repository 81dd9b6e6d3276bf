-- Support cases under each of their labels, by the month in which they were opened: one row a month, dimension and
-- label. What is not known of a case is left out, as in cases.
select
    c.month, b.dimension, b.label,
    count(*) as n,
    sum(case when marked_resolved is not null then 1 else 0 end) as contact_known,
    sum(case when marked_resolved then 1 else 0 end) as contact_resolved,
    sum(case when abandoned is not null then 1 else 0 end) as abandonment_known,
    sum(case when abandoned then 1 else 0 end) as abandoned,
    sum(case when escalated is not null then 1 else 0 end) as escalation_known,
    sum(case when escalated then 1 else 0 end) as escalated,
    sum(case when transfers is not null then 1 else 0 end) as transfers_known,
    sum(case when handle_minutes is not null then 1 else 0 end) as handled,
    sum(coalesce(transfers, 0)) as transfers,
    sum(coalesce(transfers * transfers, 0)) as transfers_squared,
    sum(coalesce(handle_minutes, 0.0)) as handle_minutes,
    sum(coalesce(handle_minutes * handle_minutes, 0.0)) as handle_minutes_squared
from contacted_cases c
join case_labels b on b.case_id = c.case_id
group by c.month, b.dimension, b.label
