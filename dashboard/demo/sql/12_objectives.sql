-- Goals of the departments, and where they stood.

-- What the measures themselves say, month by month, for goals whose measure is counted from cases and answers.
create temp table measured as
with cases as (
    select
        date_trunc('month', opened_at)::date as month, region, segment, department_id,
        count(first_contact_resolved) as known,
        count(*) filter (first_contact_resolved) as solved,
        sum(handle_minutes) as minutes,
        count(handle_minutes) as handled,
        sum(transfers) as transfers,
        sum(datediff('minute', opened_at, resolved_at) / 60e0) as repair_hours,
        count(resolved_at) as repaired
    from support_cases
    group by all
),

answers as (
    select
        date_trunc('month', responded_at)::date as month, region, segment, department_id, metric,
        count(*) as answers,
        sum(case
            when metric = 'nps' then case when score >= 9 then 100 when score <= 6 then -100 else 0 end
            when metric = 'csat' then (score >= 4)::integer
            else (score >= 5)::integer
        end) as happy
    from survey_responses
    group by all
)

select
    month, region, segment, department_id,
    'first_contact_resolution' as metric, solved::double as part, known as whole
from cases
union all
select month, region, segment, department_id, 'handle_minutes', minutes, handled
from cases
union all
select month, region, segment, department_id, 'transfers_per_case', transfers, handled
from cases
union all
select month, region, segment, department_id, 'resolution_hours', repair_hours, repaired
from cases
union all
select month, region, segment, department_id, metric, happy, answers
from answers;

create temp table chosen_objectives as
select
    seed_objectives.* replace (
        -- what half a year in was revised or dropped, where that was planted
        case
            when starts_back = 7 and status in ('revised', 'dropped')
                and event('goals changed at the checkpoint') is null then 'open'
            else status
        end as status,
        case when starts_back = 7 and event('goals changed at the checkpoint') is null then null else reason end as reason
    ),
    'O-' || lpad(objective_no::varchar, 2, '0') as objective_id
from seed_objectives
where (only_with is null or event(only_with) is not null) and (not_with is null or event(not_with) is null);

create temp table objective_months as
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
),

read as (
    select
        months.objective_id,
        months.month,
        sum(round(measured.part * 1000)::bigint)::double / 1000 / sum(measured.whole) as actual
    from months
    inner join measured
        on months.month = measured.month
        and months.metric = measured.metric
        and (months.region is null or months.region = measured.region)
        and (months.segment is null or months.segment = measured.segment)
        -- those who serve customers answer for their own cases and stages, the others for all
        and (months.department_id = measured.department_id
            or months.metric = 'nps'
            or months.department_id not in ('support', 'services', 'billing'))
    where months.baseline is null
    group by all
)

select
    months.*,
    case
        when months.baseline is null then read.actual
        else months.baseline + months.change * (
            0.18e0 * normal(draw, 'reported')
            + progress * planted('goals move', months.month) * least(1e0, greatest(0, since_start + 1) / 6e0))
    end as actual
from months
left join read on months.objective_id = read.objective_id and months.month = read.month;

create table objectives as
with baselines as (
    -- where the measure itself is read, a goal starts from its mean of the year before
    select objective_id, coalesce(any_value(baseline), avg(actual) filter (since_start < 0)) as baseline
    from objective_months
    group by objective_id
)

select
    chosen_objectives.objective_id,
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
    round(baselines.baseline, 4) as baseline,
    round(baselines.baseline + change, 4) as target,
    family,
    audience,
    written_from,
    incentive_weight,
    months_back(starts_back) as starts_on,
    (month_after(months_back(starts_back), months) - 1)::date as due_on,
    status,
    case when carried_from is not null then 'O-' || lpad(carried_from::varchar, 2, '0') end as carried_from,
    reason,
    means
from chosen_objectives
inner join baselines on chosen_objectives.objective_id = baselines.objective_id
order by chosen_objectives.objective_id;

-- Where an objective stood: a year before it began and every month since.
create table objective_values as
select objective_id, month, round(actual, 4) as actual
from objective_months
where actual is not null
order by objective_id, month;
