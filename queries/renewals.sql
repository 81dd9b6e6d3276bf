-- Renewals by the month in which they fell due: one row a month, region and segment. The value of one that was renewed
-- for an amount that nobody noted is not known; one that is not decided yet is neither renewed nor lost.
with due as (
    select
        month_number(r.due_on) as month, c.region, c.segment, r.value_due,
        case when r.outcome = 'renewed' then 1 else 0 end as renewed,
        case when r.outcome = 'lost' then 1 else 0 end as lost,
        case when r.outcome = 'lost' then 0.0 when r.outcome = 'renewed' then r.value_renewed end as kept
    from renewals r
    left join known_customers c on c.customer_id = r.customer_id
    where r.due_on >= :first_day and r.due_on < :end_day
)
select
    month,
    region,
    segment,
    count(*) as due,
    sum(renewed) as renewed,
    sum(lost) as lost,
    sum(value_due) as value_due,
    sum(case when renewed + lost = 0 then value_due else 0.0 end) as value_open,
    sum(case when kept is not null then value_due else 0.0 end) as value_known,
    sum(case when kept is null then 0.0 when kept < value_due then kept else value_due end) as value_kept,
    sum(coalesce(kept, 0.0)) as value_renewed
from due
group by month, region, segment
