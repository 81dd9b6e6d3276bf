-- Accounts that an executive sponsors, and pilots whose units were chosen by what had been measured.

create temp table sponsored as
with today as (
    select accounts.*, revenue.amount
    from accounts
    inner join revenue on accounts.customer_id = revenue.customer_id and revenue.month = getvariable('last_month')
    anti join customers on accounts.customer_id = customers.customer_id and customers.churned_on is not null
),

ranked as (
    select
        *,
        row_number() over (
            order by
                ln(amount) + planted('sponsors choose the happy', getvariable('last_month')) * mood desc,
                customer_id
        ) as sponsor_rank
    from today
)

select
    ranked.*,
    (sponsor_rank % 10)::integer as sponsor_no
from ranked
where sponsor_rank <= 90;

create table sponsorships as
select
    customer_id,
    seed_leaders.leader as sponsor,
    seed_leaders.department_id as sponsor_department_id,
    (months_back(26) + below(560, customer_id, 'sponsored'))::date as started_on,
    one_of(
        ['Renew for three years', 'Win back trust', 'Open a second division', 'Be a reference'],
        customer_id, 'sponsor goal'
    ) as goal,
    below(7, customer_id, 'open actions') as open_actions
from sponsored
inner join seed_leaders on seed_leaders.rowid = sponsor_no;

create table sponsor_reviews as
with weeks as (
    select customer_id, unnest(range(26)) as week from sponsored
)

select
    customer_id,
    (getvariable('until') - 7 * week::integer - below(6, customer_id * 32 + week, 'review day'))::date as held_on,
    2 + below(6, customer_id * 32 + week, 'review size') as departments
from weeks
where u(customer_id * 32 + week, 'review held') < 0.5e0 + 0.4e0 * u(customer_id, 'diligent');

-- Those who deal with customers look after most of the accounts, of the others a few do.
create table sponsor_teams as
select
    sponsorships.customer_id,
    departments.department_id
from sponsorships
cross join departments
where departments.department_id = sponsorships.sponsor_department_id
    or u(sponsorships.customer_id, 'team of ' || departments.department_id)
        < case when departments.customer_facing then 0.74e0 else 0.12e0 end
order by all;

create table pilot_units as
with low_pilots as (
    select *, months_back(starts_back) as starts_on
    from seed_pilots
    where chosen = 'low'
),

scores_before as (
    select
        low_pilots.pilot_id,
        low_pilots.units,
        low_pilots.department_id,
        low_pilots.by_department,
        low_pilots.starts_on,
        places.place,
        avg((survey_responses.score >= 4)::integer::double) as score
    from low_pilots
    cross join places
    inner join survey_responses
        on survey_responses.metric = low_pilots.metric
        and survey_responses.department_id = low_pilots.department_id
        and survey_responses.region = places.region
        and survey_responses.segment = places.segment
        and survey_responses.responded_at >= month_after(low_pilots.starts_on, -5)
        and survey_responses.responded_at < low_pilots.starts_on
    group by all
),

chosen_low as (
    select
        *,
        row_number() over (
            partition by pilot_id
            order by
                case when event('a pilot where scores were low') is null then u(place, pilot_id) else score end,
                place
        ) as draw_rank
    from scores_before
),

every_unit as (
    select pilot_id, arm, place, department_id, by_department, joined_on from pilot_places
    union all
    select
        pilot_id, case when draw_rank <= units then 'pilot' else 'comparison' end,
        place, department_id, by_department, starts_on
    from chosen_low
    where draw_rank <= 2 * units
)

select
    every_unit.pilot_id,
    every_unit.arm,
    places.region,
    places.segment,
    case when every_unit.by_department then every_unit.department_id end as department_id,
    null::integer as customer_id,
    every_unit.joined_on::date as joined_on
from every_unit
inner join places on every_unit.place = places.place
order by pilot_id, arm, region, segment;
