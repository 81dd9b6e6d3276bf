"""Who looks after the customers who matter most?"""

from dashboard.features.accounts.comments import comments
from dashboard.features.accounts.sponsored import sponsored_accounts, teams
from dashboard.screen.page import open_page

page = open_page("accounts")

page.draw(
    sponsored_accounts,
    comments,
    teams,
)
