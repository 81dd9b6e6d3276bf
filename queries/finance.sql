-- The ledger: one row a month, region, segment and line. What has no region or segment is not allocated to one; an
-- entry without an amount is none.
select month_number(month) as month, region, segment, line, sum(amount) as amount
from finance
where month >= :from_day and month < :end_day and amount is not null
group by month_number(month), region, segment, line
