-- The themes that are kept apart, each with a number from 0 on, by their bytes: one row a theme.
select kept_apart as theme_id, row_number() over (order by bytewise(kept_apart) nulls last) - 1 as number
from theme_positions
where kept_apart is not null
