"""The measures' entries, a module a family; `dashboard.measures.registry` is how they are asked for."""
