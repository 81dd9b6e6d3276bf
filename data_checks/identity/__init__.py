"""The identities, a module a subject; `data_checks.identities` is how they are looked at."""
