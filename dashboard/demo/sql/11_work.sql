-- Work: who promised what, by when, and what became of it.

create table departments as
select department_id, name, executive, customer_facing from seed_departments;

create table themes as
select theme_id, name, definition, department_id, sponsor from seed_themes order by theme_no;

create table theme_departments as select theme_id, department_id, share from seed_theme_departments;

create table theme_stages as
select theme_id, stage, months_back(months_back) + floor(u(rowid, 'stage day') * 25)::integer as entered_on
from seed_theme_stages;

create table rally_cries as
select
    rally_cry_id,
    statement,
    months_back(starts_back) as starts_on,
    (month_after(months_back(starts_back), months) - 1)::date as ends_on,
    executives
from seed_rally_cries;

create temp table chosen_objectives as
select seed_objectives.*, 'O-' || lpad(objective_no::varchar, 2, '0') as objective_id
from seed_objectives
where only_with is null or event(only_with) is not null;

create table objectives as
select
    objective_id,
    title,
    department_id,
    rally_cry_id,
    principle,
    company_goal,
    metric,
    direction,
    unit,
    region,
    segment,
    baseline,
    coalesce(target, 0.75e0) as target,
    family,
    audience,
    written_from,
    incentive_weight,
    months_back(starts_back) as starts_on,
    (month_after(months_back(starts_back), months) - 1)::date as due_on,
    status,
    case when carried_from is not null then 'O-' || lpad(carried_from::varchar, 2, '0') end as carried_from,
    reason
from chosen_objectives;

create temp table task_seeds as
with subjects as (
    select
        objective_no as subject_no, objective_id, null as theme_id, department_id, title, starts_back,
        least(months, 10) as span, rally_cry_id,
        case when rally_cry_id is null then 4 else 6 end as tasks
    from chosen_objectives
    union all
    select
        100 + themes.theme_no * 4 + part, null, themes.theme_id,
        coalesce(themes.department_id, theme_departments.department_id), themes.name, 18, 16, null,
        case when themes.weight > 3.5 then 6 else 3 end
    from seed_themes as themes
    cross join range(3) as parts (part)
    left join (
        select *, row_number() over (partition by theme_id order by share desc) - 1 as part_no from seed_theme_departments
    ) as theme_departments on themes.theme_id = theme_departments.theme_id and part = theme_departments.part_no
    where themes.points_when_negative < -13 and (themes.department_id is null or part = 0)
),

numbered as (
    select *, unnest(range(tasks)) as task_no from subjects
)

select
    numbered.*,
    subject_no * 16 + task_no as draw,
    titles.kind,
    titles.preventive,
    titles.title || numbered.title as task_title
from numbered
inner join seed_task_titles as titles
    on titles.title_no = case when theme_id is null then 1 + (subject_no * 3 + task_no) % 10 else 11 + (subject_no + task_no) % 5 end;

create table tasks as
with planned as (
    select
        *,
        rally_cry_id = 'answer_once' as in_rally,
        (months_back(starts_back) + floor(u(draw, 'created') * 20)::integer
            + case when objective_id is null then floor(span * 24 * u(draw, 'begins'))::integer else 0 end)::date as created_on
    from task_seeds
),

due as (
    select
        *,
        created_on + case when coalesce(in_rally, false) then 30 + floor(u(draw, 'takes') * 130)::integer
            else 30 + floor(u(draw, 'takes') * span * 26)::integer end as original_due_on,
        case when u(draw, 'slips') < 0.24e0 then 14 + floor(u(draw, 'slips by') * 60)::integer else 0 end as slip,
        u(draw, 'done') < case when coalesce(in_rally, false) then 0.78e0 + planted('a rally cry nearly done', getvariable('last_month')) else 0.80e0 end
            as gets_done
    from planned
    where created_on <= getvariable('until')
),

settled as (
    select
        *,
        original_due_on + slip as due_on,
        (original_due_on + slip - 12 + floor(u(draw, 'late') * 15)::integer
            + case when u(draw, 'very late') < 0.08e0 then 25 else 0 end)::date as would_complete_on,
        u(draw, 'cancelled') < 0.045e0 as is_cancelled
    from due
)

select
    'T-' || lpad(row_number() over (order by created_on, draw)::varchar, 3, '0') as task_id,
    task_title as title,
    settled.department_id,
    seed_owners.owner,
    objective_id,
    theme_id,
    kind,
    created_on,
    original_due_on::date as original_due_on,
    due_on::date as due_on,
    case when gets_done and not is_cancelled and would_complete_on <= getvariable('until') then greatest(created_on, would_complete_on) end as completed_on,
    case when is_cancelled and original_due_on - 10 <= getvariable('until') then (original_due_on - 10)::date end as cancelled_on,
    case
        when gets_done and not is_cancelled and would_complete_on + 20 <= getvariable('until') and u(draw, 'reopened') < 0.03e0
        then (would_complete_on + 20)::date
    end as reopened_on,
    case
        when not gets_done and not is_cancelled and u(draw, 'blocked') < 0.3e0
        then (created_on + floor((getvariable('until') - created_on) * 0.7e0)::integer)::date
    end as blocked_since,
    preventive,
    case
        when gets_done and would_complete_on <= getvariable('until') and not is_cancelled then
            case when u(draw, 'claims') < 0.55e0 then 'verified' when u(draw, 'claims') < 0.75e0 then 'too_early' when u(draw, 'claims') < 0.9e0 then 'none' end
    end as effect
from settled
left join seed_owners
    on settled.department_id = seed_owners.department_id and floor(u(draw, 'owner') * 3)::integer = seed_owners.owner_no;

-- Where an objective stood, as its department reports it: a year before it began and every month since.
create table objective_values as
with months as (
    select
        chosen_objectives.*,
        calendar.month,
        datediff('month', months_back(starts_back), calendar.month) as since_start,
        objective_no * 128 + calendar.month_no as draw
    from chosen_objectives
    inner join calendar
        on calendar.month >= month_after(months_back(starts_back), -13)
        and calendar.month < least(getvariable('unfinished_month'), month_after(months_back(starts_back), months))
    where baseline is not null
)

select
    objective_id,
    month,
    baseline
        + (target - baseline) * (
            0.22e0 * normal(draw, 'reported')
            + progress * planted('goals move', month) * least(1e0, greatest(0, since_start + 1) / 6e0)
        ) as actual
from months;

create table targets as
with months as (
    select range::integer as month_no, month_after(getvariable('first_month'), range) as month from range(73)
)

select
    metric, region, segment, journey_stage, month,
    round(at_start + (at_end - at_start) * month_no / 72e0, 4) as target
from seed_targets
cross join months;

create table benchmarks as
select metric, source, (months_back(months_back) + 14)::date as as_of, value, note from seed_benchmarks;

create table change_requests as
with drawn as (
    select
        number,
        seed_departments.department_id,
        seed_requests.title,
        getvariable('until') - 10 - floor(u(number, 'raised') * 520)::integer as raised_on,
        8 + floor(u(number, 'decides') * 50)::integer as takes,
        u(number, 'answer') < 0.30e0 and event('requests left undecided') is not null and number % 9 in (1, 5, 6) as is_left
    from range(46) as numbers (number)
    inner join seed_requests on seed_requests.title_no = 1 + number % 10
    inner join seed_departments on seed_departments.rowid = number % 9
)

select
    'R-' || lpad((row_number() over (order by raised_on, number))::varchar, 2, '0') as request_id,
    department_id,
    title,
    raised_on::date as raised_on,
    case
        when not is_left and raised_on + takes <= getvariable('until')
        then case when u(number, 'accepts') < 0.72e0 then 'accepted' else 'declined' end
    end as decision,
    case when not is_left and raised_on + takes <= getvariable('until') then (raised_on + takes)::date end as decided_on
from drawn;

create table lob_sessions as
with sessions as (
    select month_no, month + 9 + (month_no * 5 % 11) as held_on, 'community' as kind from calendar where month_no >= 24
    union all
    select month_no, month + 20, 'voc_workshop' from calendar where month_no >= 24 and month_no % 3 = 2
)

select
    held_on::date as held_on,
    department_id,
    u(month_no * 16 + seed_departments.rowid, 'attends ' || kind) < case when customer_facing then 0.86e0 else 0.62e0 end as attended,
    kind
from sessions
cross join seed_departments
where held_on <= getvariable('until');

create table recognitions as
with drawn as (
    select number, seed_departments.department_id, seed_departments.customer_facing,
        getvariable('until') - floor(u(number, 'given') * 1100)::integer as given_on
    from range(640) as numbers (number)
    inner join seed_departments on seed_departments.rowid = floor(u(number, 'where') * 9)::integer
)

select
    given_on::date as given_on,
    department_id,
    case when u(number, 'formal') < 0.3e0 then 'formal' else 'informal' end as kind,
    u(number, 'for whom') < case when customer_facing then 0.55e0 else 0.25e0 end as for_customers,
    ['Stayed with the customer until it worked', 'Found the cause', 'Told the customer the truth early', 'Closed the quarter',
     'Delivered the project', 'Helped a colleague'][1 + floor(u(number, 'what') * 6)::integer] as accomplishment
from drawn;
