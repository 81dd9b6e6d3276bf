-- Support cases by what they are told by beside their place: one row a case and dimension, the department that answers
-- for it, the channel, whose hands it was in and which partner's, who began it, or one of the company's own, where it
-- has a label there. A case that names no partner was in the hands of own staff, where partners are kept at all. Who is
-- kept apart is decided over all months by how many cases bear a label, as in label_positions; those beyond the first
-- :max_labels are one, ''.
with labelled as (
    select case_id, 'department_id' as dimension, department_id as label from placed_cases where department_id <> ''
    union all
    select case_id, 'channel' as dimension, channel as label from placed_cases where channel <> ''
    union all
    select p.case_id, 'hands' as dimension, case when p.handled_by <> '' then 'partner' else 'own' end as label
    from placed_cases p
    join (select count(*) as handed from placed_cases where handled_by <> '') m on m.handed > 0
    union all
    select case_id, 'partner' as dimension, handled_by as label from placed_cases where handled_by <> ''
    union all
    select case_id, 'begun_by' as dimension, case when proactive then 'company' else 'customer' end as label
    from placed_cases
    where proactive is not null
    union all
    select case_id, 'dimension_1' as dimension, own_1 as label from placed_cases where own_1 <> ''
    union all
    select case_id, 'dimension_2' as dimension, own_2 as label from placed_cases where own_2 <> ''
    union all
    select case_id, 'dimension_3' as dimension, own_3 as label from placed_cases where own_3 <> ''
    union all
    select case_id, 'dimension_4' as dimension, own_4 as label from placed_cases where own_4 <> ''
    union all
    select case_id, 'dimension_5' as dimension, own_5 as label from placed_cases where own_5 <> ''
),
placed as (
    select
        dimension, label,
        row_number() over (
            partition by dimension order by cases desc nulls last, bytewise(label) nulls last
        ) as position
    from (select dimension, label, count(*) as cases from labelled group by dimension, label) counted
)
select l.case_id, l.dimension, case when p.position <= :max_labels then l.label else '' end as label
from labelled l
join placed p on p.dimension = l.dimension and p.label = l.label
