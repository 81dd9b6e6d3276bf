"""The screen is tested on the same published demo company as the pages."""

from tests.pages.conftest import demo_store, on, open_page

__all__ = ["demo_store", "on", "open_page"]
