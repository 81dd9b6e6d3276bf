"""The page that our own is measured against: Streamlit asking DuckDB, as tutorials write it."""
