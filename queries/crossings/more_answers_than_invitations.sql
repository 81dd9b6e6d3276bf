-- Answers that name an invitation, beside the invitations sent: one row a metric and month since they are on record,
-- wrong where there are more answers than invitations of that month and the one before.
with sent as (
    select metric, month_number(invited_on) as month, count(*) as invitations
    from survey_invitations
    where invited_on < :end_day
    group by metric, month_number(invited_on)
),
over_two as (
    select metric, month, sum(invitations) as invitations
    from (
        select metric, month, invitations from sent
        union all
        select metric, month + 1, invitations from sent
    ) s
    group by metric, month
),
given as (
    select metric, month_number(responded_at) as month, count(*) as answers
    from survey_responses
    where responded_at < midnight(:end_day) and invitation_id is not null
    group by metric, month_number(responded_at)
)
select
    g.metric as thing, g.month, case when g.answers > coalesce(o.invitations, 0) then 1 else 0 end as wrong,
    1.0 * g.answers as money, 1.0 * coalesce(o.invitations, 0) as of_money
from given g
join (select metric, min(month) as month from sent group by metric) b on b.metric = g.metric and g.month > b.month
left join over_two o on o.metric = g.metric and o.month = g.month
