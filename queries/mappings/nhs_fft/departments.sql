-- One row is a service. The name of one holds a no-break space; another is really a unit (see survey_responses.sql).
select distinct
    replace("Service type 1", chr(160), '') as department_id,
    replace("Service type 1", chr(160), '') as name,
    true as customer_facing
from read_parquet('../shared/data/nhs_fft/comments.parquet')
where "Service type 1" not in ('', 'Unknown', 'Specialist Services and CYP')
