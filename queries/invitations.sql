-- Surveys sent, delivered and answered: one row a month of invitation, region, segment and metric. An invitation with
-- several answers was answered once; an answer that does not count answers nothing, and what was answered though it was
-- not delivered counts as neither.
with answered as (
    select invitation_id
    from counted_answers
    where invitation_id is not null and responded_at >= :from_day  -- none is answered before it is sent
    group by invitation_id
),
sent as (
    select
        month_number(i.invited_on) as month,
        coalesce(i.region, c.region) as region,
        coalesce(i.segment, c.segment) as segment,
        i.metric,
        case when i.delivered then 1 else 0 end as delivered,
        case when i.delivered and a.invitation_id is not null then 1 else 0 end as answered
    from survey_invitations i
    left join answered a on a.invitation_id = i.invitation_id
    left join customers c on c.customer_id = i.customer_id
    where i.invited_on >= :from_day and i.invited_on < :end_day
)
select
    month, region, segment, metric,
    count(*) as sent,
    sum(delivered) as delivered,
    sum(answered) as answered
from sent
group by month, region, segment, metric
