-- Revenue: what every customer pays every month, and how that changes.

create temp table active_months as
with last_months as (
    select customer_id, min(due_no) as end_no from renewals_due where gone group by customer_id
),

spans as (
    select
        accounts.customer_id,
        greatest(0, accounts.first_no) as from_no,
        coalesce(last_months.end_no, 61) as end_no
    from accounts
    left join last_months on accounts.customer_id = last_months.customer_id
),

months as (
    select customer_id, unnest(range(from_no, end_no))::integer as month_no from spans
),

absences as (
    select customer_id, unnest(range(due_no, return_no))::integer as month_no
    from renewals_due
    where return_no is not null
)

select months.customer_id, months.month_no
from months
anti join absences on months.customer_id = absences.customer_id and months.month_no = absences.month_no;

-- A change of what a customer pays, as a whole number of billionths of a logarithm: sums of whole numbers
-- are the same in any order.
create temp table price_changes as
with contract_years as (
    select
        renewals_due.customer_id, renewals_due.draw, renewals_due.due_no, renewals_due.due_month,
        renewals_due.lost, renewals_due.renewal_no,
        accounts.mood, accounts.yearly_expansion
    from renewals_due
    inner join accounts on renewals_due.customer_id = accounts.customer_id
    union all
    -- the first year of those who signed within the window has no renewal before it
    select
        customer_id, customer_id * 64, first_no, month_after(getvariable('first_month'), first_no),
        true, 0, mood, yearly_expansion
    from accounts
    where first_no >= 0
),

changes as (
    select customer_id, due_no as month_no, ln(1.018e0) as change
    from contract_years
    where not lost and renewal_no > 0
    union all
    select customer_id, due_no, ln(1e0 - 0.06e0 - 0.28e0 * u(draw, 'smaller by'))
    from contract_years
    where not lost and u(draw, 'smaller') < 0.10e0 * exp(-0.3e0 * mood)
    union all
    select customer_id, due_no + below(12, draw, 'larger in'), ln(1e0 + 0.06e0 + 0.24e0 * u(draw, 'larger by'))
    from contract_years
    where u(draw, 'larger')
        < yearly_expansion * exp(0.15e0 * mood) * (case when renewal_no < 6 then 2.1e0 else 1.0e0 end)
    union all
    select active_months.customer_id, active_months.month_no,
        ln(1e0 + planted_at('a price rise that poses as expansion', calendar.month, places.region, places.segment))
    from active_months
    inner join accounts on active_months.customer_id = accounts.customer_id
    inner join places on accounts.place = places.place
    inner join calendar on active_months.month_no = calendar.month_no
    where calendar.month = event('a price rise that poses as expansion').starts_on
)

select customer_id, month_no, sum(round(change * 1e9)::bigint)::bigint as change
from changes
where month_no between 0 and 60
group by customer_id, month_no;

create table revenue as
with summed as (
    select
        active_months.customer_id,
        active_months.month_no,
        sum(coalesce(price_changes.change, 0)) over (
            partition by active_months.customer_id order by active_months.month_no
        )::double / 1e9 as change
    from active_months
    left join price_changes
        on active_months.customer_id = price_changes.customer_id and active_months.month_no = price_changes.month_no
)

select
    summed.customer_id,
    month_after(getvariable('first_month'), summed.month_no) as month,
    round(accounts.monthly * exp(summed.change), 2) as amount,
    accounts.region,
    accounts.segment
from summed
inner join accounts on summed.customer_id = accounts.customer_id
order by month, summed.customer_id;

create table renewals as
with values_due as (
    select
        renewals_due.*,
        -- the contract that ends: what was paid in the month before, or today where that lies ahead
        round(12 * revenue.amount, 2) as value_due
    from renewals_due
    inner join revenue
        on renewals_due.customer_id = revenue.customer_id
        and least(month_after(renewals_due.due_month, -1), getvariable('unfinished_month')) = revenue.month
    where renewals_due.due_no >= 1
)

select
    values_due.customer_id,
    values_due.due_on,
    values_due.value_due,
    case
        when values_due.due_on > getvariable('until') then null
        when values_due.lost then 'lost'
        else 'renewed'
    end as outcome,
    case
        when values_due.due_on <= getvariable('until') and not values_due.lost then round(12 * revenue.amount, 2)
    end as value_renewed
from values_due
left join revenue on values_due.customer_id = revenue.customer_id and values_due.due_month = revenue.month
order by values_due.due_on, values_due.customer_id;
