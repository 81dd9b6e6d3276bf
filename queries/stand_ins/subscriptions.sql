-- Customers' months of revenue from their subscriptions: one row a customer and month. A month is paid for by the
-- subscriptions that ran on its last day, each with its amount over the months of its interval; a trial pays nothing.
select s.customer_id, d.first_day as month, sum(s.amount / s.interval_months) as amount
from subscriptions s
join days d
    on d.last_day >= s.started_on and d.last_day <= coalesce(s.ended_on, d.last_day)
where d.month <= :present_month and s.interval_months >= 1 and (s.trial is null or not s.trial)
group by s.customer_id, d.first_day
