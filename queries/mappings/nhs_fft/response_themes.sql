-- One row is a theme that a person put on a comment, with the comment's own sentiment (1 very positive to 5 very
-- negative). Two of the fifty columns are no themes: 'Not assigned' and 'Labelling not possible'.
with labels as (
    unpivot (
        select * exclude ("Not assigned", "Labelling not possible")
        from read_parquet('../shared/data/nhs_fft/comments.parquet')
    )
    on columns(* exclude (
        "Comment ID", "Trust", "Respondent ID", "Date", "Service type 1", "Service type 2", "FFT categorical answer",
        "FFT question", "FFT answer", "Person identifiable info?", "Comment sentiment"
    ))
    into name theme value label
)
select distinct
    "Respondent ID" as response_id,
    theme as theme_id,
    case
        when "Comment sentiment" in ('1', '2') then 1
        when "Comment sentiment" = '3' then 0
        when "Comment sentiment" in ('4', '5') then -1
    end as sentiment
from labels
where label = '1' and "FFT categorical answer" between '1' and '5'
