-- Who is asked and who speaks: one row a closing month, window's length in months, region and segment. Counted are the
-- customers of the closing month, and what they brought then: all of them, those who were sent a survey within the
-- window, those whom one reached, and those who gave an answer that counts, whatever the survey. Who was credited more
-- than was paid brought nothing.
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4 union all select 5
    union all select 6 union all select 7 union all select 8 union all select 9 union all select 10 union all select 11
),
events as (
    select f.customer as customer, a.month, 'answered' as what
    from placed_answers a
    join first_payments f on f.customer_id = a.customer_id
    where a.responded_at < midnight(:end_day)
    union all
    select f.customer as customer, i.month, i.what
    from (
        select customer_id, month_number(invited_on) as month, 'asked' as what
        from survey_invitations
        where invited_on < :end_day
        union all
        select customer_id, month_number(invited_on), 'reached'
        from survey_invitations
        where invited_on < :end_day and delivered
    ) i
    join first_payments f on f.customer_id = i.customer_id
),
last_events as (
    -- a customer's months with an event, each with the next one: until then it is the last
    select
        customer, what, month,
        lead(month) over (partition by customer, what order by month nulls last) as next_month
    from (select customer, what, month from events group by customer, what, month) e
),
ages as (
    -- how many months ago each was, for as long as the longest window looks back
    select
        e.customer as customer,
        e.month + d.digit as month,
        min(case when e.what = 'asked' then d.digit end) as asked,
        min(case when e.what = 'reached' then d.digit end) as reached,
        min(case when e.what = 'answered' then d.digit end) as answered
    from last_events e
    join digits d on e.next_month is null or e.month + d.digit < e.next_month
    group by e.customer, e.month + d.digit
),
present as (
    select
        customer, month, length, region, segment, case when closing > 0 then closing else 0.0 end as brought
    from window_moves
    where closed = 1
)
select
    m.month as month,
    m.length as "window",
    m.region as region,
    m.segment as segment,
    count(*) as customers,
    sum(case when a.asked < m.length then 1 else 0 end) as asked,
    sum(case when a.reached < m.length then 1 else 0 end) as reached,
    sum(case when a.answered < m.length then 1 else 0 end) as answered,
    sum(m.brought) as revenue,
    sum(case when a.asked < m.length then m.brought else 0.0 end) as asked_revenue,
    sum(case when a.reached < m.length then m.brought else 0.0 end) as reached_revenue,
    sum(case when a.answered < m.length then m.brought else 0.0 end) as answered_revenue
from present m
left join ages a on a.customer = m.customer and a.month = m.month
group by m.month, m.length, m.region, m.segment
