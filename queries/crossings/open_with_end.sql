-- Cases that are said to be open: one row a case, wrong where it was resolved.
select
    case_id as thing, month_number(opened_at) as month, case when resolved_at is null then 0 else 1 end as wrong,
    0.0 as money, 0.0 as of_money
from support_cases
where status = 'open' and opened_at < midnight(:end_day)
