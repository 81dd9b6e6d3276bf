"""Which ten themes move sentiment most, and what is being done?"""

from dashboard.features.top_ten.comments import comments
from dashboard.features.top_ten.departures import off_the_list
from dashboard.features.top_ten.listing import account, owners_and_stages, points_lost
from dashboard.features.top_ten.money import money
from dashboard.features.top_ten.one_theme import one_theme
from dashboard.features.top_ten.verbatims import verbatims
from dashboard.screen.page import open_page

page = open_page("top_ten")

page.draw(
    comments,
    points_lost,
    account,
    owners_and_stages,
    money,
    off_the_list,
    one_theme,
    verbatims,
)
