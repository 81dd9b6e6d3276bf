"""The address under which something can be looked at, for whoever is not in the app: a mail, a page on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.addresses.view import query_of
from dashboard.data.view import View
from dashboard.navigation import BY_SLUG, DESTINATIONS

_OVER_THE_PAGE = ("measure", "evidence")
_FILTERS = ("region", "segment")


def address_of(base: str, page: str, view: View, link: str = "", block: str = "") -> str:
    """Return where ``link`` (`kind:id`, as blocks have it) is opened, under the filters of a view.

    ``base`` is where people open the dashboard, ``page`` the page on which the link stands. A link of no kind that an
    address can open, or none, opens the page, at ``block`` where one is named.
    """
    kind, _, name = link.partition(":")
    asked = query_of(view)
    if kind in DESTINATIONS:
        there = DESTINATIONS[kind]
        page, asked = there.page, [*asked, (there.parameter, name)]
    elif kind in _OVER_THE_PAGE:
        asked.append(("open", link))
    elif kind in _FILTERS:
        asked = [*((one, value) for one, value in asked if one != kind), (kind, name)]
    elif block:
        asked.append(("at", block))
    entry = BY_SLUG[page]
    path = "" if entry.default else entry.slug
    return f"{base.rstrip('/')}/{path}?{urlencode(asked)}"
