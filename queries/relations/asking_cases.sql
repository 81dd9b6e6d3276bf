-- Support cases whose customer asked for a person, of those opened in the months asked for: one row a case, with
-- whether a person was reached by the end of these months, until when the wait is known, and whether the customer gave
-- up before.
select
    p.*,
    case when p.human_reached_at < :end_day then 1 else 0 end as is_reached,
    case when p.abandoned and p.human_reached_at is null then 1 else 0 end as has_given_up,
    case
        when p.human_asked_at < p.opened_at or p.human_reached_at < p.human_asked_at then 1
        when p.human_reached_at is null and p.resolved_at < p.human_asked_at then 1
        else 0
    end as is_left_out,
    case
        when p.human_reached_at < :end_day then p.human_reached_at
        when p.human_reached_at is null and p.resolved_at < :end_day then p.resolved_at
        else midnight(:end_day)
    end as last_seen_at
from placed_cases p
where p.opened_at >= :first_day and p.opened_at < :end_day and p.human_asked_at < :end_day
