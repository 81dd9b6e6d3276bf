-- The themes that are kept apart, each with a number from 0 on, by their bytes: one row a theme.
select counted_as as theme_id, row_number() over (order by bytewise(counted_as) nulls last) - 1 as number
from theme_positions
where counted_as <> 'other'
