-- What came of the units of pilots, month by month, in the measure that the pilot names: one row a pilot, arm, unit
-- (its place, customer and day of joining), month and way. A unit holds whatever answers or cases bear all that it
-- names: of a unit that names a region alone, all of that region's. Where it names a customer, the customer's own.
with wanted as (
    select metric
    from tried_units
    group by metric
),
outcomes as (
    select o.*
    from tried_outcomes o
    join wanted w on w.metric = o.measure
),
by_place as (
    select
        measure, month, region, segment, department_id, way,
        count(*) as n,
        sum(weight) as weight,
        sum(weight * weight) as weight_squared,
        sum(weight * outcome) as total,
        sum(weight * outcome * outcome) as squares
    from outcomes
    group by measure, month, region, segment, department_id, way
),
by_customer as (
    select
        o.measure, o.month, o.region, o.segment, o.department_id, o.customer_id, o.way,
        count(*) as n,
        sum(o.weight) as weight,
        sum(o.weight * o.weight) as weight_squared,
        sum(o.weight * o.outcome) as total,
        sum(o.weight * o.outcome * o.outcome) as squares
    from outcomes o
    join (select customer_id from tried_units where customer_id is not null group by customer_id) t
        on t.customer_id = o.customer_id
    group by o.measure, o.month, o.region, o.segment, o.department_id, o.customer_id, o.way
),
matched as (
    select u.*, s.month, s.way, s.n, s.weight, s.weight_squared, s.total, s.squares
    from tried_units u
    join by_place s on s.measure = u.metric
    where u.customer_id is null and s.month >= u.from_start and s.month <= u.to_end
        and (u.region is null or u.region = s.region)
        and (u.segment is null or u.segment = s.segment)
        and (u.department_id is null or u.department_id = s.department_id)
    union all
    select u.*, s.month, s.way, s.n, s.weight, s.weight_squared, s.total, s.squares
    from tried_units u
    join by_customer s on s.measure = u.metric and s.customer_id = u.customer_id
    where s.month >= u.from_start and s.month <= u.to_end
        and (u.region is null or u.region = s.region)
        and (u.segment is null or u.segment = s.segment)
        and (u.department_id is null or u.department_id = s.department_id)
)
select
    pilot_id, arm, region, segment, department_id, customer_id, joined_on, month, way, units,
    sum(n) as n,
    sum(weight) as weight,
    sum(weight_squared) as weight_squared,
    sum(total) as total,
    sum(squares) as squares
from matched
group by pilot_id, arm, region, segment, department_id, customer_id, joined_on, month, way, units
