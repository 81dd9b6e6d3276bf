-- Support cases by the month in which they were opened: one row a month, region, segment, department and channel. What
-- is not known of a case is left out of its sum, and of the count that the sum is divided by.
select
    month, own_region as region, own_segment as segment, department_id, channel,
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
from contacted_cases
group by month, own_region, own_segment, department_id, channel
