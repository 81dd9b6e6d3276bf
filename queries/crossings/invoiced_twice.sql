-- Invoices, but for credits: one row an invoice, wrong where another of its customer, period and amount came before.
select
    invoice_id as thing, month_number(period_start) as month, case when nth > 1 then 1 else 0 end as wrong,
    amount as money, amount as of_money
from (
    select
        invoice_id, period_start, amount,
        row_number() over (
            partition by customer_id, period_start, period_end, amount order by bytewise(invoice_id) nulls last
        ) as nth
    from invoices
    where amount > 0
) n
