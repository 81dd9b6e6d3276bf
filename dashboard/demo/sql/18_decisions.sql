-- What was decided, and what people say of it. Opinions on what was planted stand there only where it was.

create table decisions as
with taken as (
    select subject, asked_of, getvariable('until') - days_back::integer as decided_on, choice, reason
    from seed_decisions
    where only_with is null or only_with in (select name from planted_events)
    union all
    -- one request is put off without having been accepted or declined
    select
        'request:' || min_by(request_id, raised_on), min_by(departments.executive, raised_on),
        getvariable('until') - 9, 'Put it off to the next budget',
        'Neither the people nor the money for it are there this year'
    from change_requests
    inner join departments on change_requests.department_id = departments.department_id
    where decision is null and raised_on < getvariable('until') - 9
    having count(*) > 0
)

select
    'D-' || lpad((row_number() over (order by decided_on, subject))::varchar, 2, '0') as decision_id,
    subject,
    asked_of,
    decided_on::date as decided_on,
    choice,
    reason
from taken;

create table comments as
select
    subject,
    case when about = 'newest' then
        strftime(month_after(getvariable('last_month'), -2), '%Y-%m') || '/' || strftime(getvariable('last_month'), '%Y-%m')
    end as period,
    region,
    author,
    (getvariable('until') - days_back::integer)::date as written_on,
    text
from seed_comments
where only_with is null or only_with in (select name from planted_events)
order by comment_no;
