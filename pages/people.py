"""Are our people able and willing to do it?"""

from dashboard.features.people.comments import comments
from dashboard.features.people.empowerment import empowerment, what_became_of_them
from dashboard.features.people.leaders import at_the_front_line
from dashboard.features.people.recognition import recognition
from dashboard.features.people.signals import what_staff_say
from dashboard.features.people.training import reviews_held, training
from dashboard.screen.page import open_page

page = open_page("people")

page.draw(
    what_staff_say,
    comments,
    at_the_front_line,
    empowerment,
    what_became_of_them,
    recognition,
    training,
    reviews_held,
)
