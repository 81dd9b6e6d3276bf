-- Contacts that the company began: one row a month, region, segment and purpose; enabling ones help with the product in
-- use.
select
    month_number(e.engaged_on) as month,
    coalesce(e.region, c.region) as region,
    coalesce(e.segment, c.segment) as segment,
    e.purpose,
    count(*) as n,
    sum(case when e.enablement then 1 else 0 end) as enabling
from engagements e
left join known_customers c on c.customer_id = e.customer_id
where e.engaged_on >= :from_day and e.engaged_on < :end_day
group by month_number(e.engaged_on), coalesce(e.region, c.region), coalesce(e.segment, c.segment), e.purpose
