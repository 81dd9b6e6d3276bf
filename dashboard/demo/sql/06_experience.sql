-- What there is to tell: how often each theme comes up, where and when, and who is asked how often.

-- A setting is what an answer is about: a place for a relationship survey, a stage for the others.
create temp table stages as
select
    (24 + row_number() over (order by position) - 1)::integer as setting,
    journey, stage, department_id, mood,
    sum(answer_share) over (order by position) - answer_share as share_from,
    sum(answer_share) over (order by position) as share_to
from seed_journey_stages
where journey = 'Customer life';

create temp table settings as
select place as setting, region, segment, null as stage from places
union all
select setting, null, null, stage from stages;

-- How much of its usual frequency and force a theme has in a month, at a place: one, but for what was planted.
create temp table theme_intensity as
with shifts as (
    select
        calendar.month_no,
        settings.setting,
        planted_events.theme_id,
        sum(strength(planted_events.size, ramp, starts_on, ends_on, calendar.month)) as frequency
    from calendar
    cross join settings
    inner join planted_events
        on planted_events.measure = 'theme frequency'
        and calendar.month >= planted_events.starts_on
        and calendar.month < planted_events.ends_on
        and (planted_events.region is null or planted_events.region = settings.region)
        and (planted_events.segment is null or planted_events.segment = settings.segment)
    group by all
)

select
    calendar.month_no,
    settings.setting,
    themes.theme_no,
    greatest(0e0, 1e0 + coalesce(shifts.frequency, 0e0)) as frequency
from calendar
cross join settings
cross join seed_themes as themes
left join shifts
    on calendar.month_no = shifts.month_no
    and settings.setting = shifts.setting
    and themes.theme_id = shifts.theme_id;

-- A thousand tickets a month and setting, each theme holding its share: to draw a theme is to draw a ticket.
create temp table theme_tickets as
with weights as (
    select
        theme_intensity.month_no,
        theme_intensity.setting,
        theme_intensity.theme_no,
        themes.weight
            * (case when settings.stage is null then 1e0 when settings.stage = themes.stage then 4e0 else 0.55e0 end)
            -- places differ in what troubles them
            * exp(0.25e0 * normal(theme_intensity.setting * 100 + theme_intensity.theme_no, 'taste')) as usual_weight,
        theme_intensity.frequency
    from theme_intensity
    inner join seed_themes as themes on theme_intensity.theme_no = themes.theme_no
    inner join settings on theme_intensity.setting = settings.setting
),

cumulated as (
    select
        month_no,
        setting,
        theme_no,
        (sum(round(usual_weight * frequency * 1e6)::bigint) over by_theme)::double as weight_to,
        round(usual_weight * frequency * 1e6)::double as weight,
        -- one ticket in five is blank, and leaves room for themes that come up more often
        1.25e0 * (sum(round(usual_weight * 1e6)::bigint) over (partition by month_no, setting))::double as total
    from weights
    window by_theme as (partition by month_no, setting order by theme_no)
),

tickets as (
    select
        month_no,
        setting,
        theme_no,
        unnest(range(
            least(1024, round(1024 * (weight_to - weight) / total))::integer,
            least(1024, round(1024 * weight_to / total))::integer
        )) as ticket
    from cumulated
)

select
    ((month_no * 64 + setting) * 1024 + ticket)::integer as ticket,
    theme_no::tinyint as theme_no
from tickets;

-- How a place feels in a month, themes apart, and how it is asked.
create temp table place_months as
select
    calendar.*,
    places.* replace (
        places.mood + calendar.season as mood,
        greatest(0.02e0, places.phone_share + coalesce(phones.change, 0e0)) as phone_share,
        places.answer_rate * (1e0 + coalesce(askings.change, 0e0)) as answer_rate
    ),
    in_deviations(coalesce(moods.change, 0e0)) as mood_change
from calendar
cross join places
left join place_shifts as moods
    on calendar.month_no = moods.month_no and places.place = moods.place and moods.measure = 'mood'
left join place_shifts as phones
    on calendar.month_no = phones.month_no and places.place = phones.place and phones.measure = 'asked by phone'
left join place_shifts as askings
    on calendar.month_no = askings.month_no and places.place = askings.place and askings.measure = 'asked often';

-- What part of all answers, and of all invitations left open, an active customer has in a month.
create temp table answer_shares as
with rates as (
    select
        active_months.month_no,
        active_months.customer_id,
        least(0.8e0, 0.19e0 * exp(0.30e0 * accounts.eager + 0.10e0 * accounts.mood)) as answers_per_invitation,
        place_months.answer_rate
            * exp(0.85e0 * accounts.eager)
            * place_months.elapsed
            -- the programme has grown by a tenth every year
            * 1.1e0 ** (active_months.month_no / 12e0) as answer_weight
    from active_months
    inner join accounts on active_months.customer_id = accounts.customer_id
    inner join place_months
        on active_months.month_no = place_months.month_no and accounts.place = place_months.place
)

select
    month_no,
    customer_id,
    round(answer_weight * 1e6)::bigint as answer_share,
    round(answer_weight / answers_per_invitation * (1e0 - answers_per_invitation) * 1e6)::bigint as silent_share
from rates
order by month_no, customer_id;

-- One row an active customer and month: how many answers it gives, how many invitations it leaves open.
-- Running totals of whole numbers share out exactly the answers that were asked for. The shares are stored
-- in order, so that the totals run along without sorting them again.
create temp table asked as
with cumulated as (
    select
        answer_shares.*,
        sum(answer_share) over (rows unbounded preceding) as answers_to,
        sum(silent_share) over (rows unbounded preceding) as silent_to,
        (select sum(answer_share) from answer_shares)::double as all_answers
    from answer_shares
),

numbered as (
    select
        month_no,
        customer_id,
        floor((answers_to - answer_share)::double / all_answers * getvariable('answers'))::bigint as first_answer,
        floor(answers_to::double / all_answers * getvariable('answers'))::bigint as last_answer,
        floor((silent_to - silent_share)::double / all_answers * getvariable('answers'))::bigint as first_silent,
        floor(silent_to::double / all_answers * getvariable('answers'))::bigint as last_silent
    from cumulated
)

select
    numbered.customer_id,
    numbered.first_answer,
    numbered.last_answer - numbered.first_answer as answers,
    numbered.first_silent,
    numbered.last_silent - numbered.first_silent as silent,
    place_months.month_no,
    place_months.month,
    place_months.days,
    place_months.place,
    place_months.mood,
    place_months.mood_change,
    place_months.phone_share,
    accounts.region as customer_region,
    accounts.segment as customer_segment,
    accounts.mood as customer_mood,
    accounts.trouble::tinyint as trouble,
    least(0.75e0, 0.30e0 * coalesce(theme_intensity.frequency, 0e0)) as trouble_share
from numbered
inner join accounts on numbered.customer_id = accounts.customer_id
inner join place_months
    on numbered.month_no = place_months.month_no and accounts.place = place_months.place
left join theme_intensity
    on numbered.month_no = theme_intensity.month_no
    and accounts.place = theme_intensity.setting
    and accounts.trouble = theme_intensity.theme_no
where last_answer > first_answer or last_silent > first_silent
order by numbered.month_no, numbered.customer_id;
