-- Which departments look after a sponsored account: one row a customer and department.
select t.customer_id, t.department_id, c.region
from (
    select customer_id, department_id
    from sponsor_teams
    group by customer_id, department_id
) t
left join customers c on c.customer_id = t.customer_id
