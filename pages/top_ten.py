"""Which ten themes move sentiment most, and what is being done?"""

from dashboard import cards
from dashboard.screen.frame import open_page

opened = open_page("top_ten")

cards.draw(
    opened,
    cards.top_ten_chart(opened),
    cards.theme_evidence(opened),
    cards.top_ten_account(opened),
    cards.top_ten_list(opened),
    cards.off_the_list(opened),
    cards.theme_of_its_own(opened),
)
