-- Tasks by the month in which they were first due: one row a month and department. Cancelled tasks are left out; a task
-- that was reopened is done once it has been completed on a later day.
with promised as (
    select
        month_number(original_due_on) as month,
        department_id,
        original_due_on,
        case when reopened_on is null or completed_on > reopened_on then completed_on end as done_on
    from tasks
    where cancelled_on is null and original_due_on >= :first_day and original_due_on < :end_day
)
select
    month, department_id,
    count(*) as due,
    sum(case when done_on is not null then 1 else 0 end) as completed,
    sum(case when done_on <= original_due_on then 1 else 0 end) as on_time
from promised
group by month, department_id
