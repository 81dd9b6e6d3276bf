"""The ask: the contract, the datasets and the queries that make them."""
