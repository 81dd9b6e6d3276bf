-- Which number stands for a theme in the sets of theme_risk: one row a theme that is kept apart.
select theme_id, number
from theme_numbers
