"""The datasets, a module a kind; `queries.datasets` is how they are asked for."""
