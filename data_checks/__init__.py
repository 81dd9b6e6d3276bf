"""The gate: what is checked of the source and of the extracts, and what a failure stops."""
