-- Customers: who signed, how they feel about us, which renewal they let go.

-- Everybody who might ever have signed, as far back as forty years before the window, so that the base on
-- its first day is what such a company's base would be: its mix and mood do not drift by themselves.
create temp table candidates as
with places_by_share as (
    select
        place,
        yearly_loss,
        (sum(share) over (order by place) - share) / sum(share) over () as share_from,
        sum(share) over (order by place) / sum(share) over () as share_to
    from places
),

themes_by_weight as (
    select
        theme_no,
        loss_lift,
        (sum(chronic_weight) over (order by theme_no) - chronic_weight) / sum(chronic_weight) over () as share_from,
        sum(chronic_weight) over (order by theme_no) / sum(chronic_weight) over () as share_to
    from seed_themes
),

drawn as (
    select
        candidate,
        -- sign-ups grow by five and a half per cent a year
        floor(ln(1e0 + u(candidate, 'signs') * (exp(541 * 0.055e0 / 12) - 1e0)) / (0.055e0 / 12))::integer
            - 480 as first_no,
        1 + below(28, candidate, 'day') as first_day,
        normal(candidate, 'mood') as mood,
        u(candidate, 'place') as place_draw,
        -- nearly half of the customers have one trouble that stays with them
        case when u(candidate, 'has trouble') < 0.45e0 then u(candidate, 'trouble') end as trouble_draw
    from range(8 * getvariable('customers')) as everybody (candidate)
),

placed as (
    select
        drawn.*,
        places_by_share.place,
        themes_by_weight.theme_no as trouble,
        places_by_share.yearly_loss
            * exp(-0.42e0 * drawn.mood - 0.09e0)
            * (1e0 + coalesce(themes_by_weight.loss_lift, 0)) as loss
    from drawn
    inner join places_by_share
        on drawn.place_draw >= places_by_share.share_from and drawn.place_draw < places_by_share.share_to
    left join themes_by_weight
        on drawn.trouble_draw >= themes_by_weight.share_from and drawn.trouble_draw < themes_by_weight.share_to
),

renewals_before_the_window as (
    select
        *,
        case when first_no < 0 then floor(-first_no / 12e0) else 0 end as renewals
    from placed
)

select
    candidate, first_no, first_day, mood, place, trouble, least(0.6e0, loss) as loss
from renewals_before_the_window
where u(candidate, 'still here') <
        (case when renewals >= 1 then 1e0 - least(0.8e0, 1.3e0 * loss) else 1e0 end)
        * (case when renewals >= 2 then 1e0 - least(0.7e0, 1.15e0 * loss) else 1e0 end)
        * (1e0 - least(0.6e0, loss)) ** greatest(0, renewals - 2)
    and month_after(getvariable('first_month'), first_no) + first_day - 1 <= getvariable('until');

create temp table accounts as
with chosen as (
    select * from candidates order by candidate limit getvariable('customers')
),

numbered as (
    select
        (row_number() over (order by first_no, first_day, candidate))::integer as customer_id,
        chosen.*
    from chosen
),

-- some of those who sign within the window sign in the region that spends to refill its base
moved as (
    select
        numbered.* replace (coalesce(refilled.place, numbered.place) as place),
        refilled.place is not null as is_refill
    from numbered
    inner join places as own on numbered.place = own.place
    left join places as refilled
        on own.segment = refilled.segment
        and refilled.region = event('a base refilled').region
        and first_no >= 0
        and u(customer_id, 'refills') < planted('a base refilled', month_after(getvariable('first_month'), first_no))
)

select
    moved.customer_id,
    moved.place,
    moved.is_refill,
    case when u(customer_id, 'region unknown') > 0.004e0 then places.region end as region,
    case when u(customer_id, 'segment unknown') > 0.003e0 then places.segment end as segment,
    moved.first_no,
    moved.first_day,
    moved.mood,
    moved.trouble,
    moved.loss,
    normal(customer_id, 'eager') as eager,
    places.yearly_expansion,
    -- what the customer pays a month at the start of the window, or when it signs
    places.monthly_median
        * exp(places.monthly_spread * normal(customer_id, 'monthly'))
        -- customers start small and grow for six years
        * 0.32e0 * 1.20e0 ** least(6, greatest(0, -moved.first_no / 12e0))
        * 1.018e0 ** (greatest(0, moved.first_no) / 12e0) as monthly
from moved
inner join places on moved.place = places.place;

-- One row a renewal that falls due in the window or the year after it, and the one before it, whose
-- contract year reaches into the window.
create temp table renewals_due as
with due as (
    select
        customer_id, place, first_day, mood, loss,
        renewal_no,
        first_no + 12 * renewal_no as due_no
    from (select *, unnest(range(1, 60)) as renewal_no from accounts)
    where first_no + 12 * renewal_no between -11 and 72
),

dated as (
    select
        due.*,
        month_after(getvariable('first_month'), due_no) as due_month,
        month_after(getvariable('first_month'), due_no) + first_day - 1 as due_on,
        customer_id * 64 + renewal_no as draw
    from due
),

judged as (
    select
        dated.*,
        due_no >= 1
            and due_on <= getvariable('until')
            and u(draw, 'lost') < loss
                * (case renewal_no when 1 then 1.3e0 when 2 then 1.15e0 else 1e0 end)
                * (1e0 + coalesce(shifts.change, 0e0))
                * (case when dated.mood < -0.5e0
                    then 1e0 + planted_at('the unhappy leave', due_month, places.region, places.segment)
                    else 1e0 end) as lost
    from dated
    inner join places on dated.place = places.place
    left join place_shifts as shifts
        on dated.due_no = shifts.month_no and dated.place = shifts.place and shifts.measure = 'losses'
),

with_returns as (
    select
        *,
        case when lost and u(draw, 'returns') < 0.07e0 then due_no + 4 + below(7, draw, 'gap') end as return_no
    from judged
),

gone as (
    select
        *,
        lost and coalesce(return_no, 99) > 60 as gone,
        min(due_no) filter (lost and coalesce(return_no, 99) > 60) over (partition by customer_id) as last_due_no
    from with_returns
)

select
    customer_id, renewal_no, draw, due_no, due_month, due_on::date as due_on, lost, gone,
    case when lost and not gone then return_no end as return_no
from gone
where last_due_no is null or due_no <= last_due_no;

create table customers as
with left_for_good as (
    select customer_id, due_on from renewals_due where gone
),

reasons as (
    select
        churn_reason,
        sum(share) over (order by rowid) - share as share_from,
        sum(share) over (order by rowid) as share_to
    from seed_churn_reasons
)

select
    accounts.customer_id,
    accounts.region,
    accounts.segment,
    -- nobody remembers a customer from before the company was founded: such dates are moved up, in whole years
    case
        when u(accounts.customer_id, 'date unknown') < 0.01e0 and accounts.first_no < 0 then null
        when accounts.first_no < -252
        then month_after(getvariable('first_month'), -120 - ((-120 - accounts.first_no) % 132)) + accounts.first_day - 1
        else month_after(getvariable('first_month'), accounts.first_no) + accounts.first_day - 1
    end::date as acquired_on,
    case
        when u(accounts.customer_id, 'source unknown') < 0.15e0 then null
        when u(accounts.customer_id, 'source') < 0.36e0 and not accounts.is_refill then 'earned'
        else 'bought'
    end as acquisition_source,
    left_for_good.due_on as churned_on,
    case when left_for_good.due_on is not null then reasons.churn_reason end as churn_reason,
    account_name(accounts.customer_id) as account_name
from accounts
left join left_for_good on accounts.customer_id = left_for_good.customer_id
left join reasons
    on u(accounts.customer_id, 'reason') >= reasons.share_from and u(accounts.customer_id, 'reason') < reasons.share_to
order by accounts.customer_id;

-- Those who came back later left all the same; nobody asked them why.
create table churn_events as
with returns as (
    select customer_id, due_on as churned_on, month_after(getvariable('first_month'), return_no) as returned_on
    from renewals_due
    where return_no is not null and due_on <= getvariable('until')
)

select
    customer_id,
    churned_on,
    null::varchar as reason,
    case when returned_on <= getvariable('until') then returned_on end::date as returned_on
from returns
order by churned_on, customer_id;
