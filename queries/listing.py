"""The names of all that a warehouse has and that can be read as a table."""

from __future__ import annotations

import sqlalchemy
from sqlalchemy.dialects.postgresql.base import PGInspector


def tables_of(inspector: sqlalchemy.Inspector) -> list[str]:
    """Return the names of tables and views, of whatever kind the engine has."""
    listed = [*inspector.get_table_names(), *inspector.get_view_names()]
    return [*listed, *_materialized_views(inspector), *_foreign_tables(inspector)]


def _materialized_views(inspector: sqlalchemy.Inspector) -> list[str]:
    try:
        return inspector.get_materialized_view_names()
    except NotImplementedError:  # the engine has none
        return []


def _foreign_tables(inspector: sqlalchemy.Inspector) -> list[str]:
    """Return PostgreSQL's tables that lie in another database; other engines list theirs among the tables."""
    return inspector.get_foreign_table_names() if isinstance(inspector, PGInspector) else []
