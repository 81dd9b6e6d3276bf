"""The audits of the demo company in DuckDB, against which those on the cluster are held."""

from tests.data_checks.conftest import sound as sound
