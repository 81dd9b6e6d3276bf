-- Where answers of the last twelve months were given, and where their customer is: one row an answer, wrong where the
-- two differ, with both places.
select
    a.response_id as thing, month_number(a.responded_at) as month,
    case when a.region <> c.region or a.segment <> c.segment then 1 else 0 end as wrong,
    0.0 as money, 0.0 as of_money,
    case when a.region <> c.region then a.region || ' and ' || c.region else a.segment || ' and ' || c.segment end
        as label
from survey_responses a
join customers c on c.customer_id = a.customer_id
where month_number(a.responded_at) > :last_month - 12 and a.responded_at < midnight(:end_day)
