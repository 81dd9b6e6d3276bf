-- Support cases of the months asked for with whether the first contact solved them: one row a case. One that the
-- customer gave up was not, whatever else is written of it; where no case is marked at all, nobody knows of any.
select
    p.*,
    case when p.abandoned and m.are_kept = 1 then false else p.first_contact_resolved end as marked_resolved
from placed_cases p
cross join (
    select case when count(first_contact_resolved) > 0 then 1 else 0 end as are_kept
    from support_cases
) m
where p.opened_at >= :from_day and p.opened_at < :end_day
