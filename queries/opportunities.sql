-- Sales opportunities by the month in which they were closed: one row a month, region, segment and outcome.
select
    month_number(closed_on) as month,
    region, segment, outcome,
    count(*) as n,
    count(amount) as amount_known,
    sum(coalesce(amount, 0.0)) as amount
from opportunities
where closed_on >= :from_day and closed_on < :end_day and outcome in ('won', 'lost')
group by month_number(closed_on), region, segment, outcome
