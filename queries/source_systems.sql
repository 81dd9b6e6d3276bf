-- The systems that hold records of customers, each with when it was last loaded: one row a system.
select
    system, owner_department_id, customers_matched, customers_total, duplicates,
    cast(last_loaded_at as date) as last_loaded_on
from source_systems
