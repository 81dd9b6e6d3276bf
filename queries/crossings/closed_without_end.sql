-- Cases that are said to be closed, without those that the customer gave up: one row a case, wrong where nothing says
-- when it was resolved.
select
    case_id as thing, month_number(opened_at) as month, case when resolved_at is null then 1 else 0 end as wrong,
    0.0 as money, 0.0 as of_money
from support_cases
where status = 'closed' and opened_at < midnight(:end_day) and (abandoned is null or not abandoned)
