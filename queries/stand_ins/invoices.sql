-- Customers' months of revenue from their invoices: one row a customer and month. An invoice for whole months (to the
-- day before, or the day, on which the next period begins) is spread over them evenly, from the month on in which it
-- begins: an annual one is twelve months. Any other is spread by the days that it has in each month. A credit is spread
-- alike, and lowers its months.
with placed as (
    select
        i.invoice_id, i.customer_id, i.amount, d.month, d.first_day,
        case
            when month_number(i.period_start) = month_number(i.period_end)
                then extract(day from i.period_end) - extract(day from i.period_start) + 1.0
            when month_number(i.period_start) = d.month then d.days - extract(day from i.period_start) + 1.0
            when month_number(i.period_end) = d.month then 1.0 * extract(day from i.period_end)
            else 1.0 * d.days
        end / d.days as days_of_it,
        d.month - month_number(i.period_start) as place,
        case
            when extract(day from i.period_start) = 1 and extract(day from i.period_end) = e.days
                then month_number(i.period_end) - month_number(i.period_start) + 1
            when extract(day from i.period_end) = extract(day from i.period_start) - 1
                or extract(day from i.period_end) = extract(day from i.period_start)
                then month_number(i.period_end) - month_number(i.period_start)
            else 0
        end as whole_months
    from invoices i
    join days e on e.month = month_number(i.period_end)
    join days d on d.month >= month_number(i.period_start) and d.month <= month_number(i.period_end)
    where i.period_end >= i.period_start
),
parts as (
    select
        invoice_id, customer_id, amount, month, first_day,
        case
            when whole_months = 0 then days_of_it
            when place < whole_months then 1.0
            else 0.0
        end as part
    from placed
),
wholes as (
    select p.customer_id, p.month, p.first_day, p.amount, p.part, sum(p.part) over (partition by p.invoice_id) as parts
    from parts p
)
select customer_id, first_day as month, sum(amount * part / parts) as amount
from wholes
where part > 0 and month <= :present_month
group by customer_id, first_day
