"""Are our people able and willing to do it?"""

from dashboard.features.people.comments import comments
from dashboard.features.people.signals import what_staff_say
from dashboard.screen.page import open_page

page = open_page("people")

page.draw(
    what_staff_say,
    comments,
)
