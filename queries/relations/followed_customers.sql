-- Customers of the month in which a window of more than one month opens: one row a closing month, window's length and
-- customer, with how long they had been customers then, and what they still bring at its end without what they added.
-- Whom a credit leaves nothing then, or less, has no revenue that could be retained.
select
    m.customer as customer, m.month, m.length, m.region, m.segment, m.closed,
    case when m.opening > 0 then m.opening else 0.0 end as opening,
    case when m.opening > 0 then m.closing else 0.0 end as closing,
    case when m.opening <= 0 then 0.0 when m.closing < m.opening then m.closing else m.opening end as retained,
    case
        when m.month - m.length - b.since >= 36 then '3_and_more'
        when b.since_known = 0 then null
        when m.month - m.length - b.since >= 12 then '1_to_3'
        else 'under_1'
    end as tenure
from window_moves m
join buyers b on b.customer = m.customer
where m.opened = 1 and m.length > 1
