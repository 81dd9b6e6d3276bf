-- Praise and rewards as they are kept; what is alike in every column is one row, and how often it was given is counted.
select given_on, department_id, kind, for_customers, accomplishment, region, level, count(*) as n
from recognitions
group by given_on, department_id, kind, for_customers, accomplishment, region, level
