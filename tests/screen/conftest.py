"""The screen is tested on the same published demo company as the pages and the features."""

from tests.features.conftest import demo, settings
from tests.pages.conftest import on, open_page

__all__ = ["demo", "on", "open_page", "settings"]
