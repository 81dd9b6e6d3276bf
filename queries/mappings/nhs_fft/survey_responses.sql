-- One row is a respondent. All comments of a respondent carry the same answer to the one question on a scale, so it is
-- counted once. The answer runs from 1, very good, to 5, very poor, and is turned round; 6 and 7 are no opinion.
with comments as (
    select
        "Comment ID" as comment_id,
        "Trust" as trust,
        "Respondent ID" as respondent,
        replace("Service type 1", chr(160), '') as service,
        "Service type 2" as unit,
        cast("FFT categorical answer" as integer) as answer,
        nullif(trim("FFT answer"), '') as text,
        "Labelling not possible" <> '1' as was_read,
        cast(regexp_extract("Respondent ID", '[0-9]+$') as integer) as number,
        cast(split_part("Date", '/', 1) as integer) as first,
        cast(split_part("Date", '/', 2) as integer) as second,
        cast(split_part("Date", '/', 3) as integer) as year
    from read_parquet('../shared/data/nhs_fft/comments.parquet')
),
-- Both readings of a date, where both are dates. Only 'See and Convey' mixes them, and within a respondent too.
readings as (
    select
        *,
        case when second <= 12 then make_date(year, second, first) end as day_first,
        case when service = 'See and Convey' and first <= 12 then make_date(year, first, second) end as month_first
    from comments
),
respondents as (
    select
        trust,
        respondent,
        service,
        any_value(unit) as unit,
        any_value(number) as number,
        any_value(answer) as answer,
        bool_or(was_read) as was_read,
        string_agg(text, chr(10) order by comment_id) filter (where text <> 'Did not answer') as comment,
        max(case
            when month_first is null or month_first = day_first then day_first
            when day_first is null then month_first
        end) as certain,
        min(day_first) as by_day_first,
        min(least(day_first, month_first)) as early,
        max(greatest(day_first, month_first)) as late
    from readings
    group by trust, respondent, service
),
-- Respondents are numbered as they came: those whose date is certain enclose the others, and one reading alone fits.
placed as (
    select
        *,
        max(certain) over (
            partition by trust, service order by number rows between unbounded preceding and current row
        ) as not_before,
        min(certain) over (
            partition by trust, service order by number rows between current row and unbounded following
        ) as not_after
    from respondents
)
select
    respondent as response_id,
    respondent as customer_id,
    cast(case
        when certain is not null then certain
        when late > not_after then early
        when early < not_before then late
        else by_day_first
    end as timestamp) as responded_at,
    'csat' as metric,
    6 - answer as score,
    trust as region,
    case
        -- two respondents' columns are shifted by one: what stands in the first is a unit of this service
        when service = 'Specialist Services and CYP' then service
        when unit not in ('', 'Unknown') then unit
    end as segment,
    case
        when service = 'Specialist Services and CYP' then 'Community health services'
        when service not in ('', 'Unknown') then service
    end as department_id,
    comment,
    was_read as coded
from placed
where answer between 1 and 5
