-- Leaders at the front line and with customers, as it is kept; what is alike in every column is one row, and how often
-- it was so is counted.
select
    leader, department_id, kind, happened_on, planned, observations, tasks_created, region, level, count(*) as n
from leader_contacts
group by leader, department_id, kind, happened_on, planned, observations, tasks_created, region, level
