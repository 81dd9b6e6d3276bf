-- One row is a person. The state becomes one of Brazil's five regions; nobody in the sample has moved between states.
-- When and why people came is not known: the sample is one of orders, and their first order need not be in it.
select
    customer_unique_id as customer_id,
    case
        when min(customer_state) in ('AC', 'AP', 'AM', 'PA', 'RO', 'RR', 'TO') then 'Norte'
        when min(customer_state) in ('AL', 'BA', 'CE', 'MA', 'PB', 'PE', 'PI', 'RN', 'SE') then 'Nordeste'
        when min(customer_state) in ('DF', 'GO', 'MT', 'MS') then 'Centro-Oeste'
        when min(customer_state) in ('ES', 'MG', 'RJ', 'SP') then 'Sudeste'
        when min(customer_state) in ('PR', 'RS', 'SC') then 'Sul'
    end as region
from read_parquet('../shared/data/olist/customers.parquet')
group by customer_unique_id
