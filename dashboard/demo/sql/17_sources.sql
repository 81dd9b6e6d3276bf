-- Where else customers are heard, and the systems that know them.

create table feedback as
with sources as (
    select
        source, answered, days,
        sum(share) over (order by rowid) - share as share_from, sum(share) over (order by rowid) as share_to
    from seed_feedback_sources
),

drawn as (
    select
        number + 1 as feedback_id,
        (getvariable('first_month')
            + below(getvariable('until') - getvariable('first_month') + 1, number, 'received'))::date as received_on,
        1 + below(30, number, 'theme of feedback') as theme_no,
        1 + below(getvariable('customers'), number, 'by whom') as customer_id,
        feeling(u(number, 'tone of feedback'), 0.5e0, 0.7e0) as sentiment,
        received_on >= event('social media left waiting').starts_on as is_late,
        -ln(u(number, 'answered after')) as waits
    from range(greatest(200, getvariable('answers') // 20)) as numbers (number)
)

select
    drawn.feedback_id,
    sources.source,
    drawn.received_on,
    case when u(feedback_id, 'writer known') < 0.45e0 then drawn.customer_id end as customer_id,
    case when u(feedback_id, 'region known') < 0.8e0 then accounts.region end as region,
    case when u(feedback_id, 'writer known') < 0.45e0 then accounts.segment end as segment,
    phrase_tickets.phrase as text,
    case when u(feedback_id, 'read') < 0.85e0 then themes.theme_id end as theme_id,
    -- within office hours, of sources whose answers are kept; nobody notes what a review or an event was answered
    case
        when u(feedback_id, 'is answered') < answered * (case when is_left then 0.4e0 else 1e0 end)
            and answered_at < getvariable('until') + 1
        then answered_at
    end as answered_at
from drawn
inner join sources on u(feedback_id, 'source') >= share_from and u(feedback_id, 'source') < share_to
cross join lateral (
    select
        coalesce(is_late and source = 'social media', false) as is_left,
        received_on + interval 9 hour
            + to_minutes((1440 * (1 + waits * days * (case when is_left then 6e0 else 1e0 end)))::integer) as answered_at
) as answers
inner join accounts on drawn.customer_id = accounts.customer_id
inner join seed_themes as themes on drawn.theme_no = themes.theme_no
left join phrase_tickets
    on drawn.theme_no = phrase_tickets.theme_no
    and drawn.sentiment = phrase_tickets.sentiment
    and floor(u(feedback_id, 'phrase') * 12)::tinyint = phrase_tickets.ticket;

create table source_systems as
select
    system,
    owner_department_id,
    floor(getvariable('customers') * records * match_rate)::integer as customers_matched,
    floor(getvariable('customers') * records)::integer as customers_total,
    floor(getvariable('customers') * records * duplicate_rate)::integer as duplicates,
    getvariable('until')::timestamp + to_hours(hours_late)
        - to_days(case
            when system = 'Partner portal' then planted('a load that came late', getvariable('last_month'))::integer
            else 0
        end)
        as last_loaded_at
from seed_sources;
