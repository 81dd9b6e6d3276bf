"""Who promised what, and did it work?"""

from dashboard.features.accountability.comments import comments
from dashboard.features.accountability.decisions import decisions
from dashboard.features.accountability.scorecard import department_scorecard
from dashboard.features.overview.strips import rally_cry_strip
from dashboard.screen.page import open_page

page = open_page("accountability")

page.draw(
    comments,
    rally_cry_strip,
    department_scorecard,
    decisions,
)
