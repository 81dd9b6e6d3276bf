-- People: what staff answer, raise, learn, and how often leaders meet the front line.

create table employee_pulse as
with waves as (
    select month_no, month + 14 as wave from calendar where month_no % 3 = 1 and month_no >= 24 and month_no < 60
),

levels as (
    select
        department_id, rowid as department_no,
        'staff' as level, 0 as level_no, floor(staff * 0.58)::integer as answers
    from seed_departments
    union all
    select department_id, rowid, 'manager', 1, 6 + floor(staff * 0.06)::integer from seed_departments
    union all
    select
        department_id, rowid, 'executive', 2,
        case when department_id = event('a pulse cell of four').department_id then 4 else 6 end
    from seed_departments
),

questions as (
    select unnest(['enps', 'knows_the_goal', 'owns_the_customer']) as question
),

answers as (
    select *, unnest(range(answers)) as person from waves cross join levels
)

select
    wave::date as wave,
    department_id,
    level,
    question,
    case question
        when 'enps' then greatest(0, least(10, floor(8.1e0 + 0.15e0 * level_no + 2.1e0 * noise(draw, question))))
        else greatest(1, least(5, floor(4.3e0 + 0.95e0 * noise(draw, question)
            + (case
                when level = 'manager' then planted('managers lag their staff', date_trunc('month', wave)::date)
                else 0e0
            end)
            + 0.4e0 * (u(department_no, question) - 0.5e0))))
    end::integer as score
from (select *, ((month_no * 16 + department_no) * 4 + level_no) * 1024 + person as draw from answers)
cross join questions;

create table employee_signals as
with drawn as (
    select
        number,
        seed_signals.*,
        seed_departments.department_id,
        (getvariable('until') - below(720, number, 'raised when'))::date as raised_on,
        seed_departments.department_id is not distinct from event('signals left unanswered').department_id
            and raised_on >= event('signals left unanswered').starts_on as is_left,
        3 + floor(-ln(u(number, 'answered after')) * 14e0)::integer
            + case when is_left then 45 else 0 end as takes,
        raised_on + takes <= getvariable('until')
            and u(number, 'is answered') < (case when is_left then 0.5e0 else 0.85e0 end) as is_answered
    from range(170) as numbers (number)
    inner join seed_signals on seed_signals.signal_no = 1 + below(15, number, 'what is raised')
    inner join seed_departments on seed_departments.rowid = below(9, number, 'raised where')
)

select
    'S-' || lpad((row_number() over (order by raised_on, number))::varchar, 3, '0') as signal_id,
    raised_on,
    department_id,
    title,
    barrier,
    theme_id,
    floor(-ln(u(number, 'votes')) * 9e0)::integer as votes,
    case when is_answered then (raised_on + takes)::date end as answered_on,
    case
        when not is_answered then 'open'
        when u(number, 'acted on') < 0.4e0 then 'done'
        when u(number, 'acted on') < 0.7e0 then 'planned'
        else 'not now'
    end as status
from drawn;

create table leader_contacts as
with drawn as (
    select month_no, month, days, leader, department_id, seed_leaders.rowid as leader_no, unnest(range(3)) as kind_no
    from calendar
    cross join seed_leaders
    where month_no >= 36
),

held as (
    select *, (leader_no * 4 + kind_no) * 128 + month_no as draw from drawn
)

select
    leader,
    department_id,
    ['shadowing', 'customer_meeting', 'cx_review'][1 + kind_no] as kind,
    (month + floor(u(draw, 'met on') * days)::integer)::date as happened_on,
    u(draw, 'was planned') < 0.7e0 as planned,
    below(6, draw, 'seen') as observations,
    floor(u(draw, 'tasks made') * 2.4e0)::integer as tasks_created,
    some_region(0.5e0, draw) as region,
    'executive' as level
from held
where u(draw, 'meets') < [0.42e0, 0.55e0, 0.8e0][1 + kind_no] * (0.4e0 + u(leader_no, 'keen'));

create table training as
select
    seed_departments.department_id,
    calendar.month,
    seed_courses.course,
    seed_departments.staff::integer as eligible,
    least(staff, floor(staff * (0.35e0 + 0.5e0 * u(
        (seed_departments.rowid * 8 + seed_courses.rowid) * 128 + calendar.month_no // 12, 'trained'
    )) * (1 + calendar.month_no % 12) / 12e0))::integer as completed,
    -- one department sits in one region, the others in all of them
    case when department_id = 'platform' then 'APAC 日本' end as region
from seed_departments
cross join seed_courses
cross join calendar
where calendar.month_no < 60;
