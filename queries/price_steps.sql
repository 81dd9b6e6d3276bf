-- Customers of two months in a row by how much more they paid in the second, in thousandths: one row a month, region,
-- segment and step. A step down, none, and one of more than three tenths are 0: no price list takes such steps.
with paired as (
    select f.customer, now.month, before.amount as opening, now.amount as closing,
        floor(1000.0 * now.amount / before.amount - 1000.0 + 0.5) as step
    from paid_months now
    join paid_months before on before.customer_id = now.customer_id and before.month = now.month - 1
    join first_payments f on f.customer_id = now.customer_id
    where now.amount > 0 and before.amount > 0 and now.month > :first_month
)
select
    p.month as month,
    b.region,
    b.segment,
    case when p.step between 1 and 300 then p.step else 0 end as step,
    count(*) as customers,
    sum(p.opening) as opening_revenue,
    sum(p.closing) as closing_revenue
from paired p
join buyers b on b.customer = p.customer
group by p.month, b.region, b.segment, case when p.step between 1 and 300 then p.step else 0 end
