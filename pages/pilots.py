"""What was tried, and did it work?"""

from dashboard.features.pilots.again import seen_again
from dashboard.features.pilots.comments import comments
from dashboard.features.pilots.one_pilot import one_pilot
from dashboard.features.pilots.register import register, to_decide
from dashboard.screen.page import open_page

page = open_page("pilots")

page.draw(
    to_decide.first(3),
    register,
    comments,
    one_pilot,
    seen_again,
)
