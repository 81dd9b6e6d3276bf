-- What customers did after what they had said of the company: one row a closing month, window's length, region,
-- segment, tenure and what was said. Followed are the customers of the month in which the window opens; what they said
-- is their last answer to a relationship survey in the three months that end with it. Who gave none then was asked or
-- was not; before invitations are on record nobody knows which.
with later as (
    select 0 as months union all select 1 union all select 2
),
said as (
    select s.customer, s.month + l.months as base, s.outcome
    from last_said s
    join later l on s.next_month is null or s.month + l.months < s.next_month
),
asked as (
    select f.customer, i.month + l.months as base
    from (
        select customer_id, month_number(invited_on) as month
        from survey_invitations
        where metric = 'nps' and delivered and invited_on < :end_day
    ) i
    join first_payments f on f.customer_id = i.customer_id
    cross join later l
    group by f.customer, i.month + l.months
),
asking_begins as (
    select min(month_number(invited_on)) as month
    from survey_invitations
    where metric = 'nps' and delivered
),
followed as (
    select
        m.month, m.length, m.region, m.segment, m.tenure, m.opening, m.closed, m.closing, m.retained,
        case
            when s.outcome > 0 then 'promoter'
            when s.outcome < 0 then 'detractor'
            when s.outcome = 0 then 'passive'
            when a.customer is not null then 'asked'
            when g.month <= m.month - m.length - 2 then 'not_asked'
            else 'silent'
        end as said
    from followed_customers m
    cross join asking_begins g
    left join said s on s.customer = m.customer and s.base = m.month - m.length
    left join asked a on a.customer = m.customer and a.base = m.month - m.length
    where m.month - m.length >= :first_month + 2
)
-- Squares are of hundredths, as whole numbers, so that their sum is the same in whatever order they are added; products
-- of cents are never so near to the edge of .495 that the last bit decides.
select
    month,
    length as "window",
    region,
    segment,
    tenure,
    said,
    count(*) as customers,
    sum(closed) as kept_customers,
    sum(opening) as opening_revenue,
    sum(retained) as retained_revenue,
    sum(closing) as closing_revenue,
    sum(floor(100 * opening * opening + 0.505)) / 100 as opening_squared,
    sum(floor(100 * retained * retained + 0.505)) / 100 as retained_squared,
    sum(floor(100 * closing * closing + 0.505)) / 100 as closing_squared,
    sum(floor(100 * opening * retained + 0.505)) / 100 as opening_retained,
    sum(floor(100 * opening * closing + 0.505)) / 100 as opening_closing
from followed
group by month, length, region, segment, tenure, said
