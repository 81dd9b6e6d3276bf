-- Who looks after an account: of several sponsorships the newest begun by :as_of_day counts: one row a customer
-- who has a sponsor.
select customer_id, sponsor, sponsor_department_id, started_on, goal, open_actions
from (
    select
        customer_id, sponsor, sponsor_department_id, started_on, goal, open_actions,
        row_number() over (
            partition by customer_id order by started_on desc nulls last, bytewise(sponsor) nulls last
        ) as position
    from sponsorships
    where started_on <= :as_of_day
) s
where position = 1
