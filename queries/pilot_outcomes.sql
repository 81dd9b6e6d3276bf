-- What came of the units of pilots, month by month, in the measure that the pilot names: one row a pilot, arm, unit
-- (its place, customer and day of joining), month and way. A unit holds whatever answers or cases bear all that it
-- names: of a unit that names a region alone, all of that region's. Where it names a customer, the customer's own.
-- Sums are made once for each kind of unit, by what such units name: '' stands for what they leave open.
with named as (
    select
        pilot_id, arm, region, segment, department_id, customer_id, joined_on, metric, from_start, to_end, units,
        case when region is null then 0 else 1 end as by_region,
        case when segment is null then 0 else 1 end as by_segment,
        case when department_id is null then 0 else 1 end as by_department,
        case when customer_id is null then 0 else 1 end as by_customer,
        coalesce(region, '') as own_region,
        coalesce(segment, '') as own_segment,
        coalesce(department_id, '') as own_department,
        coalesce(customer_id, '') as own_customer
    from tried_units
),
kinds as (
    select metric, by_region, by_segment, by_department, by_customer
    from named
    group by metric, by_region, by_segment, by_department, by_customer
),
customers_tried as (
    select own_customer
    from named
    where by_customer = 1
    group by own_customer
),
held as (
    select
        o.measure, o.month, o.way, o.weight, o.outcome,
        k.by_region, k.by_segment, k.by_department, k.by_customer,
        case when k.by_region = 1 then o.region else '' end as own_region,
        case when k.by_segment = 1 then o.segment else '' end as own_segment,
        case when k.by_department = 1 then o.department_id else '' end as own_department,
        case when k.by_customer = 1 then o.customer_id else '' end as own_customer
    from tried_outcomes o
    join kinds k on k.metric = o.measure
    left join customers_tried c on c.own_customer = o.customer_id
    where k.by_customer = 0 or c.own_customer is not null
),
summed as (
    select
        measure, month, way, by_region, by_segment, by_department, by_customer,
        own_region, own_segment, own_department, own_customer,
        count(*) as n,
        sum(weight) as weight,
        sum(weight * weight) as weight_squared,
        sum(weight * outcome) as total,
        sum(weight * outcome * outcome) as squares
    from held
    group by
        measure, month, way, by_region, by_segment, by_department, by_customer,
        own_region, own_segment, own_department, own_customer
)
select
    u.pilot_id, u.arm, u.region, u.segment, u.department_id, u.customer_id, u.joined_on, s.month, s.way, u.units,
    s.n, s.weight, s.weight_squared, s.total, s.squares
from named u
join summed s
    on s.measure = u.metric and s.by_region = u.by_region and s.by_segment = u.by_segment
    and s.by_department = u.by_department and s.by_customer = u.by_customer
    and s.own_region = u.own_region and s.own_segment = u.own_segment
    and s.own_department = u.own_department and s.own_customer = u.own_customer
where s.month >= u.from_start and s.month <= u.to_end
