-- Answers to an invitation: one row an answer, wrong where it was given on a day before the invitation was sent.
select
    a.response_id as thing, month_number(a.responded_at) as month,
    case when a.responded_at < midnight(i.invited_on) then 1 else 0 end as wrong,
    0.0 as money, 0.0 as of_money
from survey_responses a
join survey_invitations i on i.invitation_id = a.invitation_id
where a.responded_at < midnight(:end_day)
