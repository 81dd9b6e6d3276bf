-- Answers as they were given, what was read in them, and the invitations that they answer or leave open.

create table survey_responses as
select
    response_id,
    case when is_known then customer_id end as customer_id,
    responded_at,
    metric,
    score,
    -- one answer in ten carries no place of its own: its customer's is used
    case when u(response_id, 'place given') > 0.1e0 then customer_region end as region,
    case when u(response_id, 'place given') > 0.1e0 then customer_segment end as segment,
    case when metric <> 'nps' then journey end as journey,
    case when metric <> 'nps' then stage end as journey_stage,
    case when metric <> 'nps' then channel end as channel,
    case when by_phone then 'phone' when u(response_id, 'web') < 0.3e0 then 'web' else 'email' end as mode,
    case when metric <> 'nps' then department_id end as department_id,
    case
        when customer_segment = 'Public sector' then 0.6e0
        when customer_region = 'LATAM' then 1.5e0
        else 1e0
    end as weight,
    case when is_known and u(response_id, 'invited') > 0.04e0 then response_id end as invitation_id,
    case
        when has_comment
        then opening_tickets.opening
            || coalesce(first_phrase.phrase, plain_phrase.phrase)
            || coalesce(' ' || second_phrase.phrase, '')
            || remark_tickets.remark
    end as comment,
    case
        when has_comment and not is_read then false
        when has_comment and u(response_id, 'stamp') < 0.2e0 then true
    end as coded,
    -- what was lived is told of by its order, and was lived up to five days before it was asked for
    case when metric <> 'nps' then 'o' || response_id end as about_id,
    case when metric <> 'nps' then 'order' end as about_kind,
    case when metric <> 'nps' then responded_at - to_hours(1 + floor(u(response_id, 'lived') * 119)::integer) end
        as happened_at
from answers_drawn
inner join opening_tickets
    on case when u(response_id, 'opens') < 0.2e0 then below(7, response_id, 'opening')
        when u(response_id, 'opens') < 0.2005e0 then 7 else 0 end = opening_tickets.ticket
inner join remark_tickets on below(2000, response_id, 'remark') = remark_tickets.ticket
left join phrase_tickets as first_phrase
    on theme_1 = first_phrase.theme_no
    and sentiment_1 = first_phrase.sentiment
    and floor(u(response_id, 'first phrase') * 12)::tinyint = first_phrase.ticket
left join phrase_tickets as second_phrase
    on theme_2 = second_phrase.theme_no
    and sentiment_2 = second_phrase.sentiment
    and floor(u(response_id, 'second phrase') * 12)::tinyint = second_phrase.ticket
left join phrase_tickets as plain_phrase
    on plain_phrase.theme_no = 0
    and (case when chance < -0.8e0 then -1 when chance > 0.6e0 then 1 else 0 end)::tinyint = plain_phrase.sentiment
    and floor(u(response_id, 'first phrase') * 12)::tinyint = plain_phrase.ticket;

create table response_themes as
with named as (
    select
        response_id,
        month,
        theme_1, theme_2, theme_3,
        unnest([
            {'theme_no': theme_1, 'sentiment': sentiment_1, 'slot': 1},
            {'theme_no': theme_2, 'sentiment': sentiment_2, 'slot': 2},
            {'theme_no': theme_3, 'sentiment': sentiment_3, 'slot': 3}
        ], recursive := true)
    from answers_drawn
    where is_read
),

-- new rules of tagging read one theme's comments as another's
re_tagged as (
    select
        named.*,
        themes.theme_id,
        planted('a theme re-tagged', month) > 0e0
            and themes.theme_id in (event('a theme re-tagged').theme_id, 'unsolved_answer') as by_new_rules,
        themes.theme_id = event('a theme re-tagged').theme_id
            and u(response_id, 're-tagged') < planted('a theme re-tagged', month) as is_moved,
        list_contains([theme_1, theme_2, theme_3], unsolved.theme_no::tinyint) as has_both
    from named
    inner join seed_themes as themes on named.theme_no = themes.theme_no
    cross join (select theme_no from seed_themes where theme_id = 'unsolved_answer') as unsolved
)

select
    response_id,
    case when is_moved then 'unsolved_answer' else theme_id end as theme_id,
    -- the reader is sometimes wrong about the tone, and sometimes leaves it open
    case
        when u(response_id, 'tone ' || slot) < 0.05e0 then null
        when u(response_id, 'tone ' || slot) < 0.08e0 then 0
        else sentiment
    end::integer as sentiment,
    case when by_new_rules then 'rules 5' else 'rules 4' end as tag_version
from re_tagged
where not coalesce(is_moved and has_both, false);

create table survey_invitations as
with answered as (
    select
        survey_responses.invitation_id,
        survey_responses.customer_id,
        -- most answer within days, a few weeks later
        survey_responses.responded_at::date
            - least(60, floor(
                -ln(u(response_id, 'late')) * (case when u(response_id, 'very late') < 0.06e0 then 24e0 else 2.2e0 end)
            ))::integer
            as invited_on,
        metric, region, segment, channel, mode,
        true as delivered
    from survey_responses
    where invitation_id is not null
),

silent as (
    select
        asked.* exclude (first_answer, answers, first_silent, silent),
        getvariable('answers') + first_silent + unnest(range(silent)) + 1 as invitation_id
    from asked
)

select * from answered
union all
select
    invitation_id,
    customer_id,
    (month + floor(u(invitation_id, 'day') * days)::integer)::date as invited_on,
    metric_tickets.metric,
    customer_region,
    customer_segment,
    case when metric_tickets.metric <> 'nps' then channel_tickets.answer_channel end as channel,
    case
        when u(invitation_id, 'mode') < phone_share then 'phone'
        when u(invitation_id, 'web') < 0.3e0 then 'web'
        else 'email'
    end as mode,
    u(invitation_id, 'delivered') > 0.03e0 as delivered
from silent
inner join metric_tickets on below(100, invitation_id, 'metric') = metric_tickets.ticket
inner join channel_tickets on below(200, invitation_id, 'channel') = channel_tickets.ticket;
