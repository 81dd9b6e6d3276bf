"""The programme: what people promised and did, from typed registers."""
