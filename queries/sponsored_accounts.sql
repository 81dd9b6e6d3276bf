-- The accounts that somebody sponsors, as they stand on :as_of_day: one row a customer. week_reviews are those held
-- over the seven days up to then, last_departments how many took part in the last; where no review is kept, none is
-- told.
with held as (
    select customer_id, held_on, max(departments) as departments, count(*) as reviews
    from sponsor_reviews
    where held_on <= :as_of_day
    group by customer_id, held_on
),
last_held as (
    select customer_id, held_on, departments
    from (
        select
            customer_id, held_on, departments,
            row_number() over (partition by customer_id order by held_on desc nulls last) as position
        from held
    ) h
    where position = 1
),
this_week as (
    select customer_id, sum(reviews) as reviews
    from held
    where held_on > :week_before_day
    group by customer_id
),
kept as (
    select count(*) as reviews from held
)
select
    s.customer_id,
    c.account_name,
    c.region,
    c.segment,
    s.sponsor,
    s.sponsor_department_id,
    s.started_on,
    s.goal,
    s.open_actions,
    case when k.reviews > 0 then coalesce(w.reviews, 0) end as week_reviews,
    l.held_on as last_review_on,
    l.departments as last_departments,
    case when c.churned_on <= :as_of_day then c.churned_on end as churned_on,
    a.score,
    a.answered_on,
    d.due_on as renews_on,
    d.value_due,
    p.due_on as last_due_on,
    p.outcome as last_outcome
from current_sponsors s
cross join kept k
left join customers c on c.customer_id = s.customer_id
left join this_week w on w.customer_id = s.customer_id
left join last_held l on l.customer_id = s.customer_id
left join last_scores a on a.customer_id = s.customer_id
left join coming_renewals d on d.customer_id = s.customer_id
left join passed_renewals p on p.customer_id = s.customer_id
