-- What those who left had last said, and those who stayed: one row a month, region, segment, whether the customers were
-- gone in that month (1) or stayed (0), and what they had said. Counted are the customers of the month before; what
-- they said is their last answer to a relationship survey in the twelve months that end with it.
with later as (
    select 0 as months union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
    union all select 10 union all select 11
),
said as (
    select s.customer, s.month + l.months as month, s.outcome
    from last_said s
    join later l on s.next_month is null or s.month + l.months < s.next_month
),
parted as (
    select
        m.month, m.region, m.segment,
        1 - m.closed as gone,
        case
            when s.outcome > 0 then 'promoter'
            when s.outcome < 0 then 'detractor'
            when s.outcome = 0 then 'passive'
            else 'silent'
        end as said
    from window_moves m
    left join said s on s.customer = m.customer and s.month = m.month - 1
    where m.length = 1 and m.opened = 1
)
select
    month, region, segment, gone, said,
    count(*) as customers
from parted
group by month, region, segment, gone, said
