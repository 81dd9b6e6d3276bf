-- Support cases that were resolved in the months asked for, with the hours that it took: one row a case. A case
-- resolved before it was opened is a fault of the data, and its hours no duration: it is left out.
select p.*, month_number(p.resolved_at) as solved_month, hours_between(p.opened_at, p.resolved_at) as hours
from placed_cases p
where p.resolved_at >= :from_day and p.resolved_at < :end_day and p.opened_at <= p.resolved_at
