-- Themes that are closed: one row a theme, wrong where a corrective task of it is still open, with how many are.
with stages as (
    select
        theme_id, max(case when stage = 'closed' then entered_on end) as closed_on,
        max(case when stage <> 'closed' then entered_on end) as other_on
    from theme_stages
    where entered_on <= :as_of_day
    group by theme_id
),
open_tasks as (
    select theme_id, count(*) as tasks
    from tasks
    where kind = 'corrective_action'
        and (completed_on is null or completed_on > :as_of_day or reopened_on >= completed_on)
        and (cancelled_on is null or cancelled_on > :as_of_day)
    group by theme_id
)
select
    s.theme_id as thing, month_number(s.closed_on) as month, case when o.tasks > 0 then 1 else 0 end as wrong,
    1.0 * coalesce(o.tasks, 0) as money, 1.0 * coalesce(o.tasks, 0) as of_money
from stages s
left join open_tasks o on o.theme_id = s.theme_id
where s.closed_on is not null and (s.other_on is null or s.other_on <= s.closed_on)
