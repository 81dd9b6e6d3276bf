-- Cases that a bot met, by the month in which they were opened: one row a month, region, segment and channel. Of those
-- that it let go as solved it can be told whether the customer came back where it is known who that is and 30 days have
-- passed: with a case of the customer's own, about whatever, within these 30 days.
select
    p.month, p.own_region as region, p.own_segment as segment, p.channel,
    count(*) as n,
    sum(case when p.bot_outcome = 'resolved' then 1 else 0 end) as contained,
    sum(case when p.bot_outcome = 'escaped' then 1 else 0 end) as escaped,
    sum(case when p.bot_outcome = 'abandoned' then 1 else 0 end) as given_up,
    sum(case when p.bot_outcome = 'resolved' and m.hours_left >= 720 then 1 else 0 end) as followed,
    sum(case when p.bot_outcome = 'resolved' and m.hours_left >= 720 and m.hours_left - m.next_left < 720
        then 1 else 0 end) as came_back
from placed_cases p
left join contact_moments m on m.customer_id = p.customer_id and m.opened_at = p.opened_at
where p.opened_at >= :first_day and p.opened_at < :end_day and p.bot_outcome in ('resolved', 'escaped', 'abandoned')
group by p.month, p.own_region, p.own_segment, p.channel
