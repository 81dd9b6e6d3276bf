-- Customers of the month in which a window of more than one month opens: one row a closing month, window's length and
-- customer, with how long they had been customers then, and what they still bring at its end without what they added.
select
    m.customer as customer, m.month, m.length, m.region, m.segment, m.opening, m.closed, m.closing,
    case when m.closing < m.opening then m.closing else m.opening end as retained,
    case
        when m.month - m.length - b.since >= 36 then '3_and_more'
        when b.since_known = 0 then null
        when m.month - m.length - b.since >= 12 then '1_to_3'
        else 'under_1'
    end as tenure
from window_moves m
join buyers b on b.customer = m.customer
where m.opened = 1 and m.length > 1
