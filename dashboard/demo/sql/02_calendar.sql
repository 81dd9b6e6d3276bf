-- The months of the window and the places (region and segment) of the company.

create temp table calendar as
with numbered as (
    select
        month_no::integer as month_no,
        month_after(getvariable('first_month'), month_no) as month
    from range(61) as months (month_no)
)
select
    month_no,
    month,
    least(last_day(month), getvariable('until')) as last_day,
    (least(last_day(month), getvariable('until')) - month + 1)::integer as days,
    (least(last_day(month), getvariable('until')) - month + 1)::double / day(last_day(month)) as elapsed,
    -- small, and the same every year: part of every normal year of the company
    0.022e0 * cos(6.283185307179586e0 * (month(month) - 4) / 12) as season
from numbered;

create temp table places as
select
    (row_number() over (order by seed_regions.rowid, seed_segments.rowid) - 1)::integer as place,
    region,
    segment,
    seed_regions.mood + seed_segments.mood as mood,
    seed_regions.share * seed_segments.share as share,
    seed_regions.cost as cost,
    seed_regions.partner_share,
    seed_regions.phone_share,
    seed_segments.monthly_median,
    seed_segments.monthly_spread,
    seed_segments.yearly_loss,
    seed_segments.yearly_expansion,
    seed_segments.answer_rate,
    seed_segments.case_rate
from seed_regions, seed_segments;

-- The regions as the company draws them: three of them are parts of one.
create table regions as
select *
from (values
    ('APAC 日本', null, 'Aiko Tanaka', 1), ('Europe', null, 'Claire Fournier', 2),
    ('DACH', 'Europe', 'Jonas Keller', 1), ('Île-de-France & Benelux', 'Europe', 'Margot Lefèvre', 2),
    ('UK & Nordics', 'Europe', 'Owen Hale', 3), ('LATAM', null, 'Lucía Ramos', 3), ('NA', null, 'Dana Whitfield', 4)
) drawn (region, parent, leader, position);

-- A region for that share of whatever is kept of one region alone.
set variable regions = (select list(region order by rowid) from seed_regions);

create temp macro some_region(share, id) as
    case when u(id, 'has a place') < share then one_of(getvariable('regions'), id, 'which place') end;

-- What was planted at a place in a month, by what it moves.
create temp table place_shifts as
select
    calendar.month_no,
    places.place,
    planted_events.measure,
    sum(strength(planted_events.size, ramp, starts_on, ends_on, calendar.month)) as change
from calendar
cross join places
inner join planted_events
    on calendar.month >= planted_events.starts_on
    and calendar.month < planted_events.ends_on
    and (planted_events.region is null or planted_events.region = places.region)
    and (planted_events.segment is null or planted_events.segment = places.segment)
where planted_events.measure in ('mood', 'asked by phone', 'asked often', 'losses')
group by all;

-- A made-up name an account; the numbers keep them apart.
create temp macro account_name(customer_id) as
    one_of([
        'Adler', 'Brücke', 'Câmara', 'Delta', 'Élan', 'Fjord', 'Granite', 'Harbour', 'Índigo', 'Jasmin', 'Kestrel',
        'Łąka', 'Meridian', 'Nordlys', 'Ørsund', 'Pinheiro', 'Quartz', 'Riviera', 'Søndag', 'Tamarind', 'Über', 'Vega',
        'Wójt', '東雲'
    ], customer_id, 'first name')
    || ' ' ||
    one_of([
        'Foods', 'Logistik', 'Insurance', 'Energía', 'Papier', 'Clinics', 'Maritime', 'Bau', 'Retail', 'Médias',
        'Optics', 'Chemie', 'Transport', 'Schools', 'Textile', '商事'
    ], customer_id, 'second name')
    || ' ' || customer_id;
