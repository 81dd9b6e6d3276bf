-- New customers of a window by the reason for which they joined: one row a closing month, window's length, region,
-- segment and source: earned by referral or reputation, bought, or none where that is not known.
select
    month,
    length as "window",
    region,
    segment,
    case when source in ('earned', 'bought') then source end as source,
    count(*) as customers,
    sum(closing) as revenue
from window_moves
where became = 'new'
group by month, length, region, segment, case when source in ('earned', 'bought') then source end
