-- Who turned to the company within 30 days after what: one row a month, region, segment and what came before, a case
-- that the company began ('proactive') or the customer did ('reactive'), or a contact of another kind that the company
-- began, by what for ('help', 'sell', 'inform'). It can be told where it is known whose it was and 30 days have passed.
-- Of those other contacts only the day is known: what the customer did on the same day may have come before, and does
-- not count.
with days_begun as (
    select
        e.customer_id, e.engaged_on, midnight(e.engaged_on) as begun_at, midnight(:end_day) as end_at
    from engagements e
    where e.customer_id is not null and e.engaged_on >= :first_day and e.engaged_on < :end_day
    group by e.customer_id, e.engaged_on
),
touched as (
    select customer_id, engaged_on, hours_between(begun_at, end_at) - 24 as hours_left, null as contact_left
    from days_begun
    union all
    select customer_id, null as engaged_on, hours_left, hours_left as contact_left
    from contact_moments
    where by_customer = 1
),
followed_days as (
    select
        customer_id, engaged_on, hours_left,
        max(contact_left) over (
            partition by customer_id order by hours_left nulls last, contact_left nulls last
            rows between unbounded preceding and 1 preceding
        ) as next_left
    from touched
),
came_before as (
    select
        p.month, p.own_region, p.own_segment, case when p.proactive then 'proactive' else 'reactive' end as what,
        m.hours_left, m.next_left
    from placed_cases p
    left join contact_moments m on m.customer_id = p.customer_id and m.opened_at = p.opened_at
    where p.opened_at >= :first_day and p.opened_at < :end_day
    union all
    select
        month_number(e.engaged_on) as month,
        coalesce(e.region, c.region) as own_region,
        coalesce(e.segment, c.segment) as own_segment,
        e.purpose as what, d.hours_left, d.next_left
    from engagements e
    left join known_customers c on c.customer_id = e.customer_id
    left join followed_days d on d.customer_id = e.customer_id and d.engaged_on = e.engaged_on
    where e.engaged_on >= :first_day and e.engaged_on < :end_day
)
select
    month, own_region as region, own_segment as segment, what as came_before,
    count(*) as n,
    sum(case when hours_left >= 720 then 1 else 0 end) as followed,
    sum(case when hours_left >= 720 and hours_left - next_left < 720 then 1 else 0 end) as turned_again
from came_before
group by month, own_region, own_segment, what
