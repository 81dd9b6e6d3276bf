-- Support cases by the month in which they were opened: one row a month, region, segment, department and channel. What
-- is not known of a case is left out of its sum, and of the count that the sum is divided by. A case that the customer
-- gave up was not resolved at the first contact, whatever else is written of it; where no case is marked at all, nobody
-- knows of any.
with marks as (
    select case when count(first_contact_resolved) > 0 then 1 else 0 end as are_kept
    from support_cases
),
opened as (
    select
        month_number(s.opened_at) as month,
        coalesce(s.region, c.region) as region,
        coalesce(s.segment, c.segment) as segment,
        s.department_id,
        s.channel,
        s.abandoned,
        case when s.abandoned and k.are_kept = 1 then false else s.first_contact_resolved end
            as first_contact_resolved,
        s.transfers,
        s.handle_minutes
    from support_cases s
    cross join marks k
    left join customers c on c.customer_id = s.customer_id
    where s.opened_at >= :from_day and s.opened_at < :end_day
)
select
    month, region, segment, department_id, channel,
    count(*) as n,
    sum(case when first_contact_resolved is not null then 1 else 0 end) as contact_known,
    sum(case when first_contact_resolved then 1 else 0 end) as contact_resolved,
    sum(case when abandoned is not null then 1 else 0 end) as abandonment_known,
    sum(case when abandoned then 1 else 0 end) as abandoned,
    sum(case when transfers is not null then 1 else 0 end) as transfers_known,
    sum(case when handle_minutes is not null then 1 else 0 end) as handled,
    sum(coalesce(transfers, 0)) as transfers,
    sum(coalesce(transfers * transfers, 0)) as transfers_squared,
    sum(coalesce(handle_minutes, 0.0)) as handle_minutes,
    sum(coalesce(handle_minutes * handle_minutes, 0.0)) as handle_minutes_squared
from opened
group by month, region, segment, department_id, channel
