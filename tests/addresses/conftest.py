"""Addresses are asked of the same published demo company as the features."""

from tests.features.conftest import demo, settings

__all__ = ["demo", "settings"]
