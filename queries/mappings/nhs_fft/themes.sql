-- One row is a theme of the published scheme, spelt as there; four of the 48 were never used.
with labels as (
    unpivot (
        select * exclude (
            "Comment ID", "Trust", "Respondent ID", "Date", "Service type 1", "Service type 2",
            "FFT categorical answer", "FFT question", "FFT answer", "Person identifiable info?", "Comment sentiment",
            "Not assigned", "Labelling not possible"
        )
        from read_parquet('../shared/data/nhs_fft/comments.parquet')
        limit 1
    )
    on columns(*)
    into name theme value label
)
select theme as theme_id, theme as name
from labels
