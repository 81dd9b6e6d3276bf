-- Answers: what each says, why, and in which words. A view, so that answers and mentions are drawn alike
-- without being kept twice: what a query does not ask for is not drawn.

-- To draw is to draw a ticket: of a hundred, or a few hundred, each metric, stage, channel holds its share.
create temp table metric_tickets as
with shares as (
    select
        *,
        sum(share) over (order by rowid) - share as share_from,
        sum(share) over (order by rowid) as share_to
    from seed_scales
)

select ticket, metric, lowest, highest, centre, spread, mood_weight, change_weight, contact_weight
from range(100) as tickets (ticket)
inner join shares on (ticket + 0.5e0) / 100 >= share_from and (ticket + 0.5e0) / 100 < share_to;

create temp table stage_tickets as
select ticket, setting, journey, stage, department_id, mood
from range(200) as tickets (ticket)
inner join stages on (ticket + 0.5e0) / 200 >= share_from and (ticket + 0.5e0) / 200 < share_to;

create temp table channel_tickets as
with shares as (
    select
        channel, mood, bot, handle_minutes, first_contact,
        sum(answer_share) over (order by rowid) - answer_share as answers_from,
        sum(answer_share) over (order by rowid) as answers_to,
        sum(case_share) over (order by rowid) - case_share as cases_from,
        sum(case_share) over (order by rowid) as cases_to
    from seed_channels
)

select
    ticket,
    min(channel) filter (middle >= answers_from and middle < answers_to) as answer_channel,
    min(mood) filter (middle >= answers_from and middle < answers_to) as answer_mood,
    min(channel) filter (middle >= cases_from and middle < cases_to) as case_channel
from (select ticket, (ticket + 0.5e0) / 200 as middle from range(200) as numbers (ticket)) as tickets
cross join shares
group by ticket;

create temp table phrase_tickets as
with variants as (
    select
        theme_no::tinyint as theme_no,
        sentiment::tinyint as sentiment,
        phrase,
        row_number() over (partition by theme_no, sentiment order by rowid) - 1 as variant,
        count(*) over (partition by theme_no, sentiment) as variants
    from seed_phrases
)

select theme_no, sentiment, ticket::tinyint as ticket, phrase
from range(12) as tickets (ticket)
inner join variants on ticket % variants = variant;

create temp table remark_tickets as
with shares as (
    select
        remark,
        sum(share) over (order by remark_no) - share as share_from,
        sum(share) over (order by remark_no) as share_to
    from seed_remarks
)

select ticket, coalesce(remark, '') as remark
from range(2000) as tickets (ticket)
inner join shares on (ticket + 0.5e0) / 2000 >= share_from and (ticket + 0.5e0) / 2000 < share_to;

create temp table opening_tickets as
select opening_no - 1 as ticket, coalesce(opening, '') as opening from seed_openings;

-- What is known of each theme, by its number: lists that are known when a query is planned cost next to nothing.
set variable negative_shares = (select list(negative_share order by theme_no) from seed_themes);
set variable unhappy_shares = (select list(negative_share + neutral_share order by theme_no) from seed_themes);
set variable when_negative = (select list(in_deviations(points_when_negative) order by theme_no) from seed_themes);
set variable when_positive = (select list(in_deviations(points_when_positive) order by theme_no) from seed_themes);

-- How a mention feels: -1, 0 or 1, and what that does to the answer.
create temp macro feeling(draw, negative_share, unhappy_share) as
    (case
        when draw < negative_share then -1
        when draw < unhappy_share then 0
        when draw >= unhappy_share then 1
    end)::tinyint;

create temp macro feeling_of(theme_no, draw) as
    feeling(draw, getvariable('negative_shares')[theme_no], getvariable('unhappy_shares')[theme_no]);

create temp macro weighed(theme_no, sentiment) as
    coalesce(
        case sentiment
            when -1 then getvariable('when_negative')[theme_no]
            when 1 then getvariable('when_positive')[theme_no]
        end,
        0e0
    );

-- The planner does not foresee how many answers come of one row: without this it would keep all of them in
-- memory, in place of the small tables that they are joined to.
set disabled_optimizers = 'join_order,build_side_probe_side';

create temp view answers_drawn as
with one_row_an_answer as (
    select
        asked.* exclude (first_answer, answers, first_silent, silent),
        first_answer + unnest(range(answers)) + 1 as response_id
    from asked
),

set_up as (
    select
        one_row_an_answer.*,
        metric_tickets.* exclude (ticket),
        stage_tickets.setting as stage_setting,
        stage_tickets.journey,
        stage_tickets.stage,
        stage_tickets.department_id,
        stage_tickets.mood as stage_mood,
        channel_tickets.answer_channel as channel,
        channel_tickets.answer_mood as channel_mood,
        u(response_id, 'mode') < phone_share as by_phone,
        noise(response_id, 'score') as chance
    from one_row_an_answer
    inner join metric_tickets on below(100, response_id, 'metric') = metric_tickets.ticket
    inner join stage_tickets on below(200, response_id, 'stage') = stage_tickets.ticket
    inner join channel_tickets on below(200, response_id, 'channel') = channel_tickets.ticket
),

themed as (
    select
        set_up.*,
        u(response_id, 'trouble') < trouble_share as troubled,
        u(response_id, 'second theme') < 0.45e0 as has_second,
        u(response_id, 'third theme') < 0.30e0 as has_third,
        (month_no * 64 + case when metric = 'nps' then place else stage_setting end) * 1024 as tickets_from
    from set_up
),

drawn as (
    select
        themed.*,
        case when troubled then trouble else first_theme.theme_no end as theme_1,
        case when has_second then second_theme.theme_no end as theme_2,
        case when has_second and has_third then third_theme.theme_no end as theme_3
    from themed
    left join theme_tickets as first_theme
        on tickets_from + below(1024, response_id, 'theme 1') = first_theme.ticket
    left join theme_tickets as second_theme
        on tickets_from + below(1024, response_id, 'theme 2') = second_theme.ticket
    left join theme_tickets as third_theme
        on tickets_from + below(1024, response_id, 'theme 3') = third_theme.ticket
),

distinct_themes as (
    select
        drawn.* replace (
            case when theme_2 is distinct from theme_1 then theme_2 end as theme_2,
            case when theme_3 is distinct from theme_1 and theme_3 is distinct from theme_2 then theme_3 end as theme_3
        )
    from drawn
),

with_feelings as (
    select
        distinct_themes.*,
        feeling_of(theme_1, u(response_id, 'first feeling')) as sentiment_1,
        feeling_of(theme_2, u(response_id, 'second feeling')) as sentiment_2,
        feeling_of(theme_3, u(response_id, 'third feeling')) as sentiment_3
    from distinct_themes
),

felt as (
    select
        with_feelings.*,
        -- what customers think of the company shows less in what they say of a single contact
        mood_weight * mood
            + change_weight * mood_change
            + contact_weight * (stage_mood + channel_mood)
            + 0.48e0 * customer_mood
            + (case when by_phone then 0.30e0 else 0e0 end)
            + weighed(theme_1, sentiment_1) + weighed(theme_2, sentiment_2) + weighed(theme_3, sentiment_3)
            + 0.85e0 * chance as felt,
        -- the unhappy write a little more often, whatever troubles them
        u(response_id, 'writes') < 0.5e0 - 0.06e0 * chance - 0.03e0 * customer_mood as has_comment
    from with_feelings
)

select
    felt.*,
    greatest(lowest, least(highest, floor(centre + spread * felt)))::integer as score,
    -- answers arrive at all hours, most of them in the middle of the day
    month
        + to_seconds(floor(
            86400e0 * floor(u(response_id, 'day') * days)
            + 3600e0 * (5e0 + 8.5e0 * (u(response_id, 'hour') + u(response_id, 'minute')))
        )::bigint) as responded_at,
    u(response_id, 'known') > 0.04e0 as is_known,
    -- what came in during the last weeks has not all been read
    has_comment
        and u(response_id, 'unread')
            > (case month_no when 60 then 0.25e0 when 59 then 0.06e0 else 0.012e0 end) as is_read
from felt;
