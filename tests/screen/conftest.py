"""The screen is tested on the same published demo company as the pages."""

from tests.pages.conftest import on, open_page

__all__ = ["on", "open_page"]
