"""How are customers doing, how is the business doing, and what needs a decision?"""

from dashboard.features.overview.beginnings import beginnings
from dashboard.features.overview.comments import comments
from dashboard.features.overview.last_board import last_board
from dashboard.features.overview.last_week import last_week
from dashboard.features.overview.news import needs_a_decision, what_really_changed
from dashboard.features.overview.north_star import north_star, principles, win_retain_grow
from dashboard.features.overview.scorecard import scorecard
from dashboard.features.overview.side_by_side import side_by_side
from dashboard.features.overview.strips import long_view, rally_cry_strip, top_ten_strip
from dashboard.features.overview.targets import every_target
from dashboard.screen.page import beside, open_page

page = open_page("overview")

page.draw(
    beside(north_star, win_retain_grow, widths=(1.5, 1)),
    beside(what_really_changed, needs_a_decision.first(3)),
    scorecard,
    beside(top_ten_strip, rally_cry_strip, widths=(2.35, 1)),
    comments,
    last_week,
    last_board,
    every_target,
    side_by_side,
    principles,
    long_view,
    beginnings,
)
