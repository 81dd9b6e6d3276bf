-- The units of pilots with what they are measured by: one row a pilot, arm, place and day of joining. Months are asked
-- for from a year before the pilot began to a year after its last unit joined; units is how many rows the pilot has.
select
    u.pilot_id, u.arm, u.region, u.segment, u.department_id, u.customer_id, u.joined_on,
    p.metric, p.from_start, p.to_end, c.units
from (
    select pilot_id, arm, region, segment, department_id, customer_id, joined_on
    from pilot_units
    group by pilot_id, arm, region, segment, department_id, customer_id, joined_on
) u
join (
    select
        b.pilot_id, b.metric,
        b.start_month - 12 as from_start,
        12 + case when j.last_joined > b.start_month then j.last_joined else b.start_month end as to_end
    from (select pilot_id, metric, month_number(starts_on) as start_month from pilots) b
    left join (
        select pilot_id, max(joined_month) as last_joined
        from (select pilot_id, month_number(joined_on) as joined_month from pilot_units) m
        group by pilot_id
    ) j on j.pilot_id = b.pilot_id
) p on p.pilot_id = u.pilot_id
join (
    select pilot_id, count(*) as units
    from pilot_units
    group by pilot_id
) c on c.pilot_id = u.pilot_id
