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
        sum(planted_events.size) as frequency
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
    ((tickets.month_no * 64 + tickets.setting) * 1024 + tickets.ticket)::integer as ticket,
    tickets.theme_no::tinyint as theme_no,
    themes.negative_share,
    themes.negative_share + themes.neutral_share as unhappy_share,
    -- sixty-two points of NPS are one standard deviation of what an answer feels
    themes.points_when_negative / 62e0 as when_negative,
    themes.points_when_positive / 62e0 as when_positive
from tickets
inner join seed_themes as themes on tickets.theme_no = themes.theme_no;

-- How a place feels in a month, themes apart.
create temp table place_months as
with shifts as (
    select
        calendar.month_no,
        places.place,
        sum(planted_events.size) filter (planted_events.measure = 'mood') as mood,
        sum(planted_events.size) filter (planted_events.measure = 'asked by phone') as phone_share
    from calendar
    cross join places
    inner join planted_events
        on calendar.month >= planted_events.starts_on
        and calendar.month < planted_events.ends_on
        and (planted_events.region is null or planted_events.region = places.region)
        and (planted_events.segment is null or planted_events.segment = places.segment)
    group by all
)

select
    calendar.*,
    places.* replace (
        places.mood + calendar.season + coalesce(shifts.mood, 0e0) / 62e0 as mood,
        greatest(0.02e0, places.phone_share + coalesce(shifts.phone_share, 0e0)) as phone_share
    )
from calendar
cross join places
left join shifts on calendar.month_no = shifts.month_no and places.place = shifts.place;

-- One row an active customer and month: how many answers it gives, how many invitations it leaves
-- unanswered. Running totals of whole numbers share out exactly the answers that were asked for.
create temp table asked as
with rates as (
    select
        place_months.*,
        accounts.customer_id,
        accounts.region as customer_region,
        accounts.segment as customer_segment,
        accounts.mood as customer_mood,
        accounts.trouble,
        least(0.8e0, 0.19e0 * exp(0.30e0 * accounts.eager + 0.10e0 * accounts.mood)) as answers_per_invitation,
        place_months.answer_rate
            * exp(0.85e0 * accounts.eager)
            * place_months.elapsed
            -- the programme has grown by a tenth every year
            * 1.1e0 ** (place_months.month_no / 12e0) as answer_weight
    from active_months
    inner join accounts on active_months.customer_id = accounts.customer_id
    inner join place_months
        on active_months.month_no = place_months.month_no and accounts.place = place_months.place
),

cumulated as (
    select
        rates.*,
        round(answer_weight * 1e6)::bigint as answer_share,
        round(answer_weight / answers_per_invitation * (1e0 - answers_per_invitation) * 1e6)::bigint as silent_share,
        sum(round(answer_weight * 1e6)::bigint) over shuffled as answers_to,
        sum(round(answer_weight / answers_per_invitation * (1e0 - answers_per_invitation) * 1e6)::bigint) over shuffled as silent_to,
        sum(round(answer_weight * 1e6)::bigint) over () as all_answers
    from rates
    window shuffled as (order by month_no, u(customer_id * 64 + month_no, 'shuffle'), customer_id rows unbounded preceding)
),

numbered as (
    select
        cumulated.* exclude (answer_share, silent_share, answers_to, silent_to, all_answers),
        (answers_to - answer_share) * getvariable('answers') // all_answers as first_answer,
        answers_to * getvariable('answers') // all_answers as last_answer,
        (silent_to - silent_share) * getvariable('answers') // all_answers as first_silent,
        silent_to * getvariable('answers') // all_answers as last_silent
    from cumulated
)

select
    numbered.* exclude (last_answer, last_silent, trouble, first_answer, first_silent),
    first_answer::bigint as first_answer,
    (last_answer - first_answer)::bigint as answers,
    first_silent::bigint as first_silent,
    (last_silent - first_silent)::bigint as silent,
    numbered.trouble::tinyint as trouble,
    trouble_themes.negative_share as trouble_negative_share,
    trouble_themes.negative_share + trouble_themes.neutral_share as trouble_unhappy_share,
    trouble_themes.points_when_negative / 62e0 as trouble_when_negative,
    trouble_themes.points_when_positive / 62e0 as trouble_when_positive,
    0.30e0 * coalesce(theme_intensity.frequency, 0e0) as trouble_share
from numbered
left join seed_themes as trouble_themes on numbered.trouble = trouble_themes.theme_no
left join theme_intensity
    on numbered.month_no = theme_intensity.month_no
    and numbered.place = theme_intensity.setting
    and numbered.trouble = theme_intensity.theme_no
where last_answer > first_answer or last_silent > first_silent
order by month_no, first_answer, first_silent, customer_id;
