-- Pilots and where they run. Units are places; what a pilot truly does is an event, or nothing.

create table pilots as
select
    pilot_id,
    name,
    department_id,
    metric,
    months_back(starts_back) as starts_on,
    case when months <= starts_back then month_after(months_back(starts_back), months) - 1 end::date as ends_on,
    hypothesis,
    stage,
    case when decided_back is not null then months_back(decided_back) + 11 end::date as decided_on,
    means
from seed_pilots;

create temp table pilot_places as
with places_by_size as (
    select place, row_number() over (order by share desc, place) as size_rank from places
),

ranked as (
    select
        seed_pilots.*,
        place,
        row_number() over (partition by pilot_id order by u(place, pilot_id)) as draw_rank
    from seed_pilots
    cross join places_by_size
    where size_rank <= 20 and chosen = 'drawn'
)

select
    pilot_id,
    department_id,
    by_department,
    metric,
    event,
    place,
    case when draw_rank between units + 1 and 2 * units then 'comparison' else 'pilot' end as arm,
    -- units that joined when it was scaled
    draw_rank > 2 * units as is_later,
    months_back(case when draw_rank > 2 * units then more_back else starts_back end) as joined_on,
    month_after(months_back(starts_back), months) as ends_on
from ranked
where draw_rank <= 2 * units + more_units;

-- What pilots do to the hours of a repair, as a factor on top of one.
create temp table repair_shifts as
select calendar.month_no, pilot_places.place, pilot_places.department_id, sum(planted_events.size) as change
from pilot_places
inner join planted_events on pilot_places.event = planted_events.name
inner join calendar on calendar.month >= pilot_places.joined_on and calendar.month < pilot_places.ends_on
where planted_events.measure = 'repair hours' and pilot_places.arm = 'pilot' and not pilot_places.is_later
group by all;
