"""The company's warehouse: one engine, read-only, in the company's time zone, with a limit on each query.

``connecting`` opens it and asks, ``sessions`` says what is set on each engine's connections, ``moment`` makes all
that is read of one moment, ``words`` says what went wrong without what is secret, ``files`` opens DuckDB's,
``drivers`` mends what some let through.
"""

from dashboard.warehouse.connecting import Warehouse, WarehouseError, connect
from dashboard.warehouse.files import PROJECT

__all__ = ["PROJECT", "Warehouse", "WarehouseError", "connect"]
