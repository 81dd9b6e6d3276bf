-- How large was what was given to customers by discretion: one row a month, region, segment, department and bucket. A
-- bucket is an eighth of a doubling of the amount, its number 8 log2(amount) rounded; 1/64 and less are one. What has
-- no amount, or one of nothing, is in none; place is the customer's.
with given as (
    select
        month_number(g.given_on) as month,
        c.region, c.segment, g.department_id, g.amount,
        floor(8 * ln(case when g.amount > 0.015625 then g.amount else 0.015625 end) / ln(2.0) + 0.5) as bucket
    from concessions g
    left join customers c on c.customer_id = g.customer_id
    where g.amount > 0 and g.given_on >= :from_day and g.given_on < :end_day
)
select month, region, segment, department_id, bucket, count(*) as n, sum(amount) as amount
from given
group by month, region, segment, department_id, bucket
