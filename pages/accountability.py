"""Who promised what, and did it work?"""

from dashboard.features.accountability.scorecard import department_scorecard
from dashboard.features.overview.news import needs_a_decision
from dashboard.features.overview.strips import rally_cry_strip
from dashboard.screen.page import beside, open_page

page = open_page("accountability")

page.draw(
    beside(rally_cry_strip, needs_a_decision),
    department_scorecard,
)
