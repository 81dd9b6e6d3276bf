"""Cards: what pages are made of. Figures become words, words become markup, and one small component of our
own puts the markup in its place and says which number was opened.

    page        draws blocks, all at once      component   fills templates, puts markup in its place
    overview    the Overview's blocks          themes      the Top Ten's blocks; off_the_list, those that left
    health      Data health's blocks           tiles       a figure as strings; sparkline, its months
    charted     a chart in its card            frames      figures as the frames of charts
    explain     how do we know?                turning     from a clicked theme to its own view
    one_theme   a theme's own view
    feeds       what each dataset feeds        faults      what failed, each cause once
"""

from dashboard.cards.health import (
    checks,
    definitions,
    freshness,
    snapshots,
    trust_summary,
    what_to_connect,
)
from dashboard.cards.off_the_list import off_the_list
from dashboard.cards.one_theme import theme_of_its_own
from dashboard.cards.overview import long_view, named, news, north_star, principles, scorecard, top_ten_and_rally_cry
from dashboard.cards.page import draw
from dashboard.cards.themes import theme_evidence, top_ten_account, top_ten_chart, top_ten_list

__all__ = [
    "checks",
    "definitions",
    "draw",
    "freshness",
    "long_view",
    "named",
    "news",
    "north_star",
    "off_the_list",
    "principles",
    "scorecard",
    "snapshots",
    "theme_evidence",
    "theme_of_its_own",
    "top_ten_account",
    "top_ten_and_rally_cry",
    "top_ten_chart",
    "top_ten_list",
    "trust_summary",
    "what_to_connect",
]
