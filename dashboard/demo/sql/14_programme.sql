-- The programme: its departments, themes and rally cries, and what is asked, met about and praised.

create table departments as
select department_id, name, executive, customer_facing, staff::integer as headcount from seed_departments;

create table themes as
select theme_id, name, definition, department_id, sponsor from seed_themes order by theme_no;

create table theme_departments as select theme_id, department_id, share from seed_theme_departments;

create table theme_stages as
select theme_id, stage, months_back(months_back) + below(25, rowid, 'stage day') as entered_on
from seed_theme_stages;

create table rally_cries as
select
    rally_cry_id,
    statement,
    months_back(starts_back) as starts_on,
    (month_after(months_back(starts_back), months) - 1)::date as ends_on,
    executives,
    continues
from seed_rally_cries;

create table targets as
with months as (
    select range::integer as month_no, month_after(getvariable('first_month'), range) as month from range(73)
)

select
    metric, region, segment, journey_stage, month, span,
    round(at_start + (at_end - at_start) * month_no / 72e0, 4) as target
from seed_targets
cross join months
where span is null or month(month) % 3 = 0
union all
-- revenue is to grow by seven per cent a year from where it stood
select 'recurring_revenue', null, null, null, month, null, round(opening.amount * 1.07e0 ** (month_no / 12e0), -3)
from months
cross join (
    select sum(amount::decimal(18, 2))::double as amount from revenue where month = getvariable('first_month')
) as opening;

create table benchmarks as
select metric, source, (months_back(months_back) + 14)::date as as_of, value, note from seed_benchmarks;

create table change_requests as
with drawn as (
    select
        number,
        seed_departments.department_id,
        seed_requests.title,
        seed_requests.kind,
        getvariable('until') - 10 - below(520, number, 'raised') as raised_on,
        8 + below(50, number, 'decides') as takes,
        u(number, 'answer') < 0.5e0
            and number % 9 in (1, 5, 6)
            and event('requests left undecided') is not null as is_left
    from range(46) as numbers (number)
    inner join seed_requests on seed_requests.title_no = 1 + number % 12
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
    case when not is_left and raised_on + takes <= getvariable('until') then (raised_on + takes)::date end as decided_on,
    kind,
    some_region(0.35e0, number) as region
from drawn;

-- The community meets each month, all hands each quarter; each journey is mapped once a year; a cross-LOB theme has a
-- project, to which the lines of business with a part in it are asked.
create table lob_sessions as
with sessions as (
    select
        month_no, month + 9 + (month_no * 5 % 11) as held_on, 'community' as kind, null as journey, null as theme_id,
        null as region
    from calendar where month_no >= 24
    union all
    select month_no, month + 20, 'voc_workshop', null, null, null from calendar where month_no >= 24 and month_no % 3 = 2
    union all
    select month_no, month + 4, 'all_hands', null, null, null from calendar where month_no >= 24 and month_no % 3 = 0
    union all
    select
        month_no, month + 15, 'journey_mapping',
        case when month_no % 12 = 4 then 'Customer life' else 'Fix a problem' end, null,
        case when month_no % 12 = 10 then 'DACH' end
    from calendar where month_no >= 36 and month_no % 6 = 4
    union all
    select month_no, month + 1 + (theme_no % 24)::integer, 'project', null, theme_id, null
    from calendar
    cross join seed_themes
    where month_no >= 48 and theme_id in (select theme_id from seed_theme_departments)
),

asked as (
    select sessions.*, seed_departments.rowid as department_no, seed_departments.department_id, customer_facing
    from sessions
    cross join seed_departments
    where theme_id is null
        or (theme_id, department_id) in (select (theme_id, department_id) from seed_theme_departments)
)

select
    held_on::date as held_on,
    department_id,
    u(month_no * 16 + department_no, 'attends ' || kind || coalesce(theme_id, ''))
        < (case when customer_facing then 0.86e0 else 0.62e0 end)
        and not (kind = 'community'
            and department_id is not distinct from event('a line of business that never comes').department_id) as attended,
    kind,
    journey,
    theme_id,
    region
from asked
where held_on <= getvariable('until');

create table recognitions as
with drawn as (
    select number, seed_departments.department_id, seed_departments.customer_facing,
        getvariable('until') - below(1100, number, 'given') as given_on
    from range(640) as numbers (number)
    inner join seed_departments on seed_departments.rowid = below(9, number, 'where')
)

select
    given_on::date as given_on,
    department_id,
    case when u(number, 'formal') < 0.3e0 then 'formal' else 'informal' end as kind,
    u(number, 'for whom') < case when customer_facing then 0.55e0 else 0.25e0 end as for_customers,
    one_of([
        'Stayed with the customer until it worked', 'Found the cause', 'Told the customer the truth early',
        'Closed the quarter', 'Delivered the project', 'Helped a colleague'
    ], number, 'what') as accomplishment,
    some_region(0.6e0, number) as region,
    case when u(number, 'level') < 0.8e0 then 'staff' when u(number, 'level') < 0.96e0 then 'manager' else 'executive' end
        as level
from drawn;
