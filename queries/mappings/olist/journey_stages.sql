-- One row is a stage of an order.
select 'Order' as journey, stage, position, position = 3 as is_last
from (values ('Approve', 1), ('Ship', 2), ('Deliver', 3)) as stages(stage, position)
