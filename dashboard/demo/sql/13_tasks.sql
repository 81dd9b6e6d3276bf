-- Tasks: what there is to do for goals, and for the causes and the corrections of themes.
create temp table task_seeds as
with goals as (
    select
        objective_no as subject_no, objective_id, null as theme_id, department_id, title, 'task' as kind,
        starts_back, least(months, starts_back + 4) as span, rally_cry_id, false as is_settled,
        5 as tasks, region
    from chosen_objectives
    where change <> 0
),

theme_work as (
    select
        themes.theme_no, themes.theme_id, themes.name, themes.department_id, stages.stage as kind, stages.months_back,
        exists (
            select 1 from seed_theme_stages as later
            where later.theme_id = themes.theme_id and later.stage = 'verification'
        ) as is_settled
    from seed_themes as themes
    inner join seed_theme_stages as stages on themes.theme_id = stages.theme_id
    where stages.stage in ('root_cause', 'corrective_action')
),

-- a cross-LOB theme is the work of each line of business that has a part in it
shared_work as (
    select theme_work.* replace (coalesce(theme_work.department_id, theme_departments.department_id) as department_id)
    from theme_work
    left join seed_theme_departments as theme_departments
        on theme_work.theme_id = theme_departments.theme_id and theme_work.department_id is null
),

subjects as (
    select * from goals
    union all
    select
        100 + theme_no * 8 + (kind = 'corrective_action')::integer * 4
            + row_number() over (partition by theme_no, kind order by department_id),
        null, theme_id, department_id, name, kind, months_back, 5, null, is_settled, 3, null
    from shared_work
),

numbered as (
    select *, unnest(range(tasks)) as task_no from subjects
),

titled as (
    select
        *,
        row_number() over (partition by kind order by title_no) - 1 as title_of_kind,
        count(*) over (partition by kind) as titles_of_kind
    from seed_task_titles
)

select
    numbered.*,
    numbered.subject_no * 16 + numbered.task_no as draw,
    titled.preventive,
    titled.title || numbered.title as task_title
from numbered
inner join titled
    on numbered.kind = titled.kind
    and (numbered.subject_no * 3 + numbered.task_no) % titled.titles_of_kind = titled.title_of_kind;

create table tasks as
with planned as (
    select
        *,
        coalesce(rally_cry_id = 'answer_once', false) as in_rally,
        coalesce(theme_id = event('cross-LOB action overdue').theme_id, false)
            and kind = 'corrective_action' and department_id <> 'billing' as is_overdue,
        (months_back(starts_back) + below(25, draw, 'created')
            + case when rally_cry_id is null and theme_id is null
                then floor(u(draw, 'begins') * 26 * starts_back)::integer else 0 end)::date as created_on
    from task_seeds
),

due as (
    select
        *,
        percent_rank() over (partition by in_rally order by u(draw, 'done')) as done_rank,
        created_on + case
            when in_rally then 30 + below(120, draw, 'takes')
            when theme_id is not null then 25 + below(80, draw, 'takes')
            else 30 + below(150, draw, 'takes')
        end as original_due_on,
        case when u(draw, 'slips') < (case when is_settled then 0.24e0 else 0.12e0 end) then 14 + below(60, draw, 'slips by') else 0 end as slip,
        u(draw, 'cancelled') < 0.08e0 and not is_settled and not is_overdue as is_cancelled
    from planned
    where created_on <= getvariable('until')
),

settled as (
    select
        *,
        not is_overdue and (
            is_settled
            or done_rank <= 0.90e0
                + case when in_rally then planted('a rally cry nearly done', getvariable('last_month')) else 0e0 end
        ) as gets_done,
        original_due_on + slip as due_on,
        (original_due_on + slip - 14 + below(15, draw, 'late')
            + case when u(draw, 'very late') < 0.06e0 and not is_settled then 25 else 0 end)::date as done_on
    from due
),

-- four tasks to which something else happened
picked as (
    select
        *,
        case
            when objective_id = 'O-23' and task_no = 1 and event('a task without an owner') is not null then 'ownerless'
            when objective_id = 'O-34' and task_no = 1 and event('a task reopened') is not null then 'reopened'
            when objective_id = 'O-36' and task_no = 1 and event('a due date moved earlier') is not null then 'earlier'
            when objective_id = 'O-28' and task_no = 1 and event('a task cancelled after it was due') is not null
                then 'given up'
        end as astray
    from settled
),

finished as (
    select
        *,
        gets_done and not is_cancelled and done_on <= getvariable('until')
            and coalesce(astray not in ('given up', 'ownerless'), true) as is_done,
        (original_due_on - 10)::date as given_up_on
    from picked
)

select
    'T-' || lpad(row_number() over (order by created_on, draw)::varchar, 3, '0') as task_id,
    task_title as title,
    finished.department_id,
    case when astray = 'ownerless' then null else seed_owners.owner end as owner,
    objective_id,
    theme_id,
    kind,
    created_on,
    original_due_on::date as original_due_on,
    case when astray = 'earlier' then original_due_on::date - 12 else due_on::date end as due_on,
    case
        when astray = 'reopened' then (original_due_on - 3)::date
        when is_done then greatest(created_on, done_on)
    end as completed_on,
    case
        when astray = 'given up' then (original_due_on + 9)::date
        when is_cancelled and given_up_on <= getvariable('until') then given_up_on
    end as cancelled_on,
    case
        when astray = 'reopened' then (original_due_on + 18)::date
        when is_done and not is_settled and done_on + 20 <= getvariable('until') and u(draw, 'reopened') < 0.03e0
        then (done_on + 20)::date
    end as reopened_on,
    case
        when not gets_done and not is_cancelled and u(draw, 'blocked') < 0.3e0
        then (created_on + floor((getvariable('until') - created_on) * 0.7e0)::integer)::date
    end as blocked_since,
    preventive,
    case
        when not is_done then null
        when u(draw, 'claims') < 0.55e0 then 'verified'
        when u(draw, 'claims') < 0.75e0 then 'too_early'
        when u(draw, 'claims') < 0.90e0 then 'none'
    end as effect,
    -- what is to be done for a goal of a region is done there; some other work is one region's alone
    coalesce(finished.region, some_region(0.3e0, draw)) as region
from finished
left join seed_owners
    on finished.department_id = seed_owners.department_id
    and below(3, draw, 'owner') = seed_owners.owner_no
order by task_id;
