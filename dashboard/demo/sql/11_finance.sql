-- The ledger, and what sales did to fill it.

create table finance as
with booked as (
    select month, region, segment, round(sum(amount::decimal(18, 2)), 2)::double as recurring
    from revenue
    group by month, region, segment
),

numbered as (
    select
        booked.*,
        datediff('month', getvariable('first_month'), month) as month_no,
        -- a place's own number, for its draws
        hash(coalesce(region, '-') || '/' || coalesce(segment, '-')) % 65536 * 64
            + datediff('month', getvariable('first_month'), month) as draw
    from booked
),

rated as (
    select
        numbered.*,
        -- cut-off differences, far within the tolerance of the reconciliation
        recurring * (1e0 + 0.002e0 * (u(draw, 'cut-off') - 0.5e0)) as ledger,
        recurring * (1.115e0 + 0.02e0 * (u(draw, 'services sold') - 0.5e0)) as sales,
        coalesce(seed_regions.cost, 1e0) as cost
    from numbered
    left join seed_regions on numbered.region = seed_regions.region
),

allocated as (
    select
        month, region, segment, 'recurring_revenue' as line,
        ledger * (1e0 + planted_at('a ledger month that does not tie', month, region, segment)) as amount
    from rated
    union all
    select month, region, segment, 'revenue', sales
    from rated
    union all
    select month, region, segment, 'gross_margin',
        sales * (0.742e0 - 0.03e0 * (cost - 1e0) + 0.012e0 * (u(draw, 'margin') - 0.5e0))
    from rated
    union all
    select month, region, segment, 'cost_to_serve',
        sales * 0.118e0 * cost
            * (case segment when 'Small business' then 1.5e0 when 'Enterprise' then 0.85e0 else 1e0 end)
            * (1e0 + 0.06e0 * (u(draw, 'service cost') - 0.5e0))
    from rated
    union all
    select month, region, segment, 'acquisition_spend',
        sales * 0.105e0 * (1e0 + 0.10e0 * (u(draw, 'acquisition') - 0.5e0))
            * (1e0 + planted_at('spend refills a leaking base', month, region, segment))
    from rated
    union all
    select month, region, segment, 'retention_spend',
        sales * 0.036e0 * (1e0 + 0.10e0 * (u(draw, 'retention') - 0.5e0))
    from rated
    union all
    select month, region, segment, 'operating_cost',
        sales * 0.21e0 * (1e0 + 0.04e0 * (u(draw, 'operations') - 0.5e0))
    from rated
),

-- headquarters, the brand and shared systems belong to no region
not_allocated as (
    select
        month, null as region, null as segment,
        unnest(['operating_cost', 'acquisition_spend', 'retention_spend']) as line,
        sum(sales::decimal(18, 2))::double as sales
    from rated
    group by month
)

select month, region, segment, line, round(sum(amount), 2) as amount
from (
    select * from allocated
    union all
    select month, region, segment, line,
        sales * case line when 'operating_cost' then 0.19e0 when 'acquisition_spend' then 0.022e0 else 0.004e0 end
    from not_allocated
)
where month < getvariable('unfinished_month')
group by month, region, segment, line
order by month, line, region nulls last, segment nulls last;

create table opportunities as
with signed as (
    select
        customer_id as draw,
        accounts.region, accounts.segment, accounts.monthly,
        (month_after(getvariable('first_month'), first_no) + first_day - 1)::date as closed_on
    from accounts
    where first_no >= 0
),

-- for every deal won some went elsewhere: on average 24 in a hundred are won
attempts as (
    select
        *,
        0.24e0 + planted_at('more small businesses won', date_trunc('month', closed_on)::date, region, segment) as won,
        unnest(range(1 + least(30, floor(ln(u(draw, 'lost beside it')) / ln(1e0 - won))::integer))) as attempt
    from signed
),

numbered as (
    select *, draw * 32 + attempt as opportunity_id from attempts
),

dated as (
    select
        numbered.* replace (
            -- elsewhere, but in the same month: the win rate of a month needs no other month
            case when attempt = 0 then numbered.closed_on
                else calendar.month + floor(calendar.days * u(opportunity_id, 'elsewhen'))::integer end as closed_on
        ),
        14 + floor(-ln(u(opportunity_id, 'cycle')) * 55e0)::integer as cycle_days
    from numbered
    inner join calendar on date_trunc('month', numbered.closed_on) = calendar.month
),

settled as (
    select * from dated
),

still_open as (
    select
        settled.* replace (40000000000 + opportunity_id as opportunity_id, null::date as closed_on),
        closed_on - 5 as looked_at
    from settled
    where attempt < 2 and closed_on > getvariable('until') - 70
)

select
    opportunity_id,
    region,
    segment,
    (closed_on - cycle_days)::date as created_on,
    closed_on,
    case when attempt = 0 then 'won' else 'lost' end as outcome,
    round(12 * monthly * exp(0.3e0 * normal(opportunity_id, 'amount')), 2) as amount
from settled
union all
select opportunity_id, region, segment, looked_at, null, 'open', round(12 * monthly, 2)
from still_open;
