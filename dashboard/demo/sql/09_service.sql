-- Service: cases, what was given to make up for them, and contacts that the company began.

create temp table case_shares as
select
    active_months.month_no,
    active_months.customer_id,
    round(
        place_months.case_rate * exp(0.6e0 * normal(accounts.customer_id, 'needs help')) * place_months.elapsed * 1e6
    )::bigint as case_share
from active_months
inner join accounts on active_months.customer_id = accounts.customer_id
inner join place_months
    on active_months.month_no = place_months.month_no and accounts.place = place_months.place
order by active_months.month_no, active_months.customer_id;

-- One row an active customer and month, shared out as the answers are.
create temp table case_counts as
with cumulated as (
    select
        case_shares.*,
        sum(case_share) over (rows unbounded preceding) as cases_to,
        (select sum(case_share) from case_shares)::double as all_cases
    from case_shares
),

numbered as (
    select
        month_no,
        customer_id,
        floor((cases_to - case_share)::double / all_cases * (getvariable('answers') // 2))::bigint as first_case,
        floor(cases_to::double / all_cases * (getvariable('answers') // 2))::bigint as last_case
    from cumulated
)

select
    numbered.customer_id,
    numbered.first_case,
    numbered.last_case - numbered.first_case as cases,
    place_months.month_no,
    place_months.month,
    place_months.days,
    place_months.place,
    place_months.region,
    place_months.partner_share,
    accounts.region as customer_region,
    accounts.segment as customer_segment,
    accounts.mood as customer_mood
from numbered
inner join accounts on numbered.customer_id = accounts.customer_id
inner join place_months
    on numbered.month_no = place_months.month_no and accounts.place = place_months.place
where last_case > first_case
order by numbered.month_no, numbered.customer_id;

create temp view cases_drawn as
with one_row_a_case as (
    select
        case_counts.* exclude (first_case, cases),
        first_case + unnest(range(cases)) + 1 as case_id
    from case_counts
),

set_up as (
    select
        one_row_a_case.*,
        channel_tickets.case_channel as channel,
        case
            when u(case_id, 'department') < 0.62e0 then 'support'
            when u(case_id, 'department') < 0.76e0 then 'billing'
            when u(case_id, 'department') < 0.88e0 then 'services'
            else 'platform'
        end as department_id,
        u(case_id, 'partner') < partner_share as by_partner,
        month + to_seconds(floor(
            86400e0 * floor(u(case_id, 'day') * days)
            + 3600e0 * (6e0 + 7e0 * (u(case_id, 'hour') + u(case_id, 'minute')))
        )::bigint) as opened_at
    from one_row_a_case
    inner join channel_tickets on below(200, case_id, 'channel') = channel_tickets.ticket
),

with_channel as (
    select
        set_up.*,
        seed_channels.first_contact,
        seed_channels.handle_minutes as usual_minutes,
        case when seed_channels.bot and u(case_id, 'meets bot') < 0.8e0 then
            case
                when u(case_id, 'bot') < 0.36e0 + planted('the bot contains more', month) then 'resolved'
                when u(case_id, 'bot') < 0.88e0 then 'escaped'
                else 'abandoned'
            end
        end as bot_outcome
    from set_up
    inner join seed_channels on set_up.channel = seed_channels.channel
),

judged as (
    select
        with_channel.*,
        coalesce(bot_outcome = 'abandoned', false)
            or (channel in ('phone', 'chat') and u(case_id, 'hangs up') < 0.035e0) as abandoned,
        u(case_id, 'first contact') < first_contact
            - (case when by_partner then 0.04e0 else 0e0 end)
            - (case when department_id = event('first contact solves less').department_id
                then planted('first contact solves less', month) else 0e0 end) as solved_at_once
    from with_channel
)

select
    judged.*,
    usual_minutes
        * exp(0.45e0 * normal(case_id, 'minutes') - 0.10e0)
        * (case when by_partner then 1.06e0 else 1e0 end)
        * (case when judged.department_id = event('calls get shorter').department_id
            then 1e0 + planted('calls get shorter', month) else 1e0 end)
        * (1e0 + planted_at('calls get shorter still', month, judged.region, null)) as minutes,
    exp(
        0.8e0 * normal(case_id, 'first response')
        + (case channel when 'phone' then -3.4e0 when 'chat' then -3.2e0 when 'on site' then 2.0e0 else 0.9e0 end)
    ) as response_hours,
    case when solved_at_once then 0.3e0 else exp(3.45e0 + 0.7e0 * normal(case_id, 'resolution')) end
        * (1e0 + coalesce(repair_shifts.change, 0e0))
        * (1e0 + planted_at('repairs wait for a depot', month, judged.region, null)) as repair_hours
from judged
left join repair_shifts
    on judged.month_no = repair_shifts.month_no
    and judged.place = repair_shifts.place
    and judged.department_id = repair_shifts.department_id;

create table support_cases as
with dated as (
    select
        cases_drawn.*,
        opened_at + to_seconds(floor(3600e0 * response_hours)::bigint) as responded_at,
        opened_at + to_seconds(floor(3600e0 * (response_hours + minutes / 60e0 + repair_hours))::bigint) as done_at
    from cases_drawn
),

-- Whoever escapes the bot has asked for a person, and so have some of those who gave up; few of these reach nobody.
asked as (
    select
        dated.*,
        case
            when bot_outcome = 'escaped' or (bot_outcome = 'abandoned' and u(case_id, 'asks for a person') < 0.6e0)
            then opened_at + to_seconds(floor(40e0 + 260e0 * u(case_id, 'asks when'))::bigint)
        end as asked_at,
        asked_at + to_seconds(floor(60e0 * exp(1.3e0 + 0.8e0 * normal(case_id, 'reached when')))::bigint) as reached_at,
        bot_outcome = 'escaped' and u(case_id, 'reaches a person') < 0.94e0 as reaches_one
    from dated
)

select
    case_id,
    case when u(case_id, 'known') > 0.03e0 then customer_id end as customer_id,
    case when u(case_id, 'place given') > 0.05e0 then customer_region end as region,
    case when u(case_id, 'place given') > 0.05e0 then customer_segment end as segment,
    department_id,
    channel,
    case
        when not by_partner then null
        when region = 'APAC 日本' then '北斗サポート'
        when u(customer_id, 'which partner') < 0.5e0 then 'Teleon'
        else 'Kairos & Söhne'
    end as handled_by,
    opened_at,
    case when not abandoned and responded_at < getvariable('until') + 1 then responded_at end as first_response_at,
    case
        when not abandoned and done_at < getvariable('until') + 1 and u(case_id, 'stays open') > 0.012e0 then done_at
    end as resolved_at,
    abandoned,
    -- whether it was solved at once is known a week later
    case
        when not abandoned and u(case_id, 'judged') > 0.07e0 and opened_at::date + 7 <= getvariable('until')
        then solved_at_once
    end as first_contact_resolved,
    case when not abandoned then round(minutes, 1) end as handle_minutes,
    case
        when abandoned then null
        when solved_at_once then (u(case_id, 'transfers') < 0.12e0)::integer
        else least(6, floor(-ln(u(case_id, 'transfers')) * 1.75e0))::integer
    end as transfers,
    case
        when not abandoned and u(case_id, 'says') < 0.25e0 then greatest(1, least(5, floor(
            4.55e0
            + (case when solved_at_once then 0.35e0 else -0.55e0 end)
            + 0.4e0 * customer_mood
            + 0.9e0 * noise(case_id, 'says what')
        )))::integer
    end as csat,
    bot_outcome,
    u(case_id, 'proactive') < 0.07e0 as proactive,
    case department_id
        when 'billing' then 'Pay'
        when 'services' then 'Onboard'
        when 'platform' then 'Use'
        else 'Get help'
    end as journey_stage,
    case
        when abandoned or (done_at < getvariable('until') + 1 and u(case_id, 'stays open') > 0.012e0) then 'closed'
        else 'open'
    end as status,
    not abandoned and u(case_id, 'escalates') < (case when solved_at_once then 0.008e0 else 0.07e0 end) as escalated,
    asked_at as human_asked_at,
    case when reaches_one and reached_at < getvariable('until') + 1 then reached_at end as human_reached_at
from asked;

-- Some of those whom the bot let go as solved come back by telephone.
insert into support_cases
with repeats as (
    select
        getvariable('answers') + case_id as case_id,
        customer_id, region, segment, department_id,
        'phone' as channel,
        null as handled_by,
        opened_at + to_seconds(floor(86400e0 * (0.5e0 + 4e0 * u(case_id, 'back after')))::bigint) as back_at,
        round(19e0 * exp(0.45e0 * normal(case_id, 'minutes again')), 1) as handle_minutes,
        u(case_id, 'solved now') < 0.7e0 as first_contact_resolved,
        journey_stage
    from support_cases
    where bot_outcome = 'resolved'
        and customer_id is not null
        and u(case_id, 'comes back') < 0.10e0 + planted('bot customers come back', date_trunc('month', opened_at)::date)
)

select
    case_id, customer_id, region, segment, department_id, channel, handled_by,
    back_at,
    back_at + to_minutes(3),
    back_at + to_minutes(60),
    false,
    case when back_at::date + 7 <= getvariable('until') then first_contact_resolved end,
    handle_minutes,
    0, null, null, false,
    journey_stage, 'closed', false, null, null
from repeats
where back_at < getvariable('until');

create table concessions as
select
    case_id as concession_id,
    customer_id,
    case_id,
    department_id,
    least((opened_at + to_hours(30))::date, getvariable('until')) as given_on,
    one_of(['discount', 'refund', 'overtime', 'service credit', 'loan equipment'], case_id, 'kind') as kind,
    round(
        exp(4.6e0 + 0.8e0 * normal(case_id, 'worth'))
        * (case when u(case_id, 'generous') < 0.004e0 then 30e0 else 1e0 end),
        2
    ) as amount,
    u(case_id, 'approval')
        < (case department_id when 'billing' then 0.75e0 when 'services' then 0.45e0 else 0.25e0 end) as needed_approval
from support_cases
where u(case_id, 'concession') < 0.035e0 and case_id <= getvariable('answers');

create table engagements as
with contacts as (
    select
        active_months.*,
        accounts.region,
        accounts.segment,
        active_months.customer_id * 64 + active_months.month_no as draw,
        calendar.month,
        calendar.days
    from active_months
    inner join accounts on active_months.customer_id = accounts.customer_id
    inner join calendar on active_months.month_no = calendar.month_no
    where u(active_months.customer_id * 64 + active_months.month_no, 'contact') < 0.22e0 * calendar.elapsed
)

select
    (month + floor(u(draw, 'contact day') * days)::integer)::date as engaged_on,
    customer_id,
    region,
    segment,
    case
        when u(draw, 'purpose') < 0.46e0 then 'sell'
        when u(draw, 'purpose') < 0.74e0 then 'help'
        else 'inform'
    end as purpose,
    u(draw, 'purpose') >= 0.46e0 and u(draw, 'purpose') < 0.74e0 and u(draw, 'enables') < 0.45e0 as enablement
from contacts
order by month, customer_id;
