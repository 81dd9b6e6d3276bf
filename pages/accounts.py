"""Who looks after the customers who matter most?"""

from dashboard.features.accounts.comments import comments
from dashboard.features.accounts.compared import sponsored_beside_comparable
from dashboard.features.accounts.one_account import everything_of_one
from dashboard.features.accounts.sponsored import sponsored_accounts, teams
from dashboard.features.accounts.unified import revenue_of_nobody, unified_view
from dashboard.screen.page import open_page

page = open_page("accounts")

page.draw(
    sponsored_accounts,
    comments,
    teams,
    sponsored_beside_comparable,
    everything_of_one,
    unified_view,
    revenue_of_nobody,
)
