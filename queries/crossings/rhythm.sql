-- Customers who pay at intervals of several months: one row a customer, wrong where at least half of the steps from one
-- payment to the next are longer than a month. Their money is months: those without a payment, of those from the first
-- to the last. A step is told by the rhythm of invoices that is nearest to it.
with steps as (
    select
        customer_id, month,
        month - lag(month) over (partition by customer_id order by month nulls last) as step
    from paid_months
    where amount > 0 and month <= :last_month
),
lives as (
    select
        customer_id, count(step) as steps, sum(step) as months, sum(case when step > 1 then 1 else 0 end) as long_steps,
        max(case when step > 1 then month - step end) as paused_after
    from steps
    group by customer_id
)
select
    customer_id as thing, cast(paused_after as bigint) as month,
    case when 2 * long_steps >= steps and long_steps > 0 then 1 else 0 end as wrong,
    1.0 * (coalesce(months, 0) - steps) as money, 1.0 * coalesce(months, 0) as of_money,
    case
        when 2 * long_steps < steps or long_steps = 0 then null
        when 2 * months < 3 * steps then 'now and then'
        when 2 * months < 5 * steps then 'every two months'
        when 2 * months < 9 * steps then 'every quarter'
        when months < 9 * steps then 'every half year'
        when 2 * months <= 27 * steps then 'every year'
        else 'less than once a year'
    end as label
from lives
