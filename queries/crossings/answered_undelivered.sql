-- Answers to an invitation: one row an answer, wrong where the invitation is said never to have reached anybody.
select
    a.response_id as thing, month_number(a.responded_at) as month, case when i.delivered then 0 else 1 end as wrong,
    0.0 as money, 0.0 as of_money
from survey_responses a
join survey_invitations i on i.invitation_id = a.invitation_id
where a.responded_at < midnight(:end_day)
