-- The months of which revenue may be: one row a month, with its first and last day and how many it has.
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
numbers as (
    select 23880 + hundreds.digit * 100 + tens.digit * 10 + ones.digit as month
    from digits hundreds
    cross join digits tens
    cross join digits ones
),
parted as (
    select
        month, cast(floor(month / 12.0) as bigint) as year, cast(month - 12 * floor(month / 12.0) + 1 as bigint) as nth
    from numbers
),
measured as (
    select
        month, year, nth,
        case
            when nth in (4, 6, 9, 11) then 30
            when nth <> 2 then 31
            when floor(year / 4.0) * 4 <> year then 28
            when floor(year / 100.0) * 100 = year and floor(year / 400.0) * 400 <> year then 28
            else 29
        end as days
    from parted
)
select
    month, days,
    day_of(year, nth, 1) as first_day,
    day_of(year, nth, days) as last_day
from measured
