"""What is it like to be our customer, end to end?"""

from dashboard.features.journeys.bots import how_long_to_a_person, what_the_bot_contains
from dashboard.features.journeys.channels import by_channel, in_whose_hands
from dashboard.features.journeys.comments import comments
from dashboard.features.journeys.ends import end_to_end
from dashboard.features.journeys.hand_offs import handed_over
from dashboard.features.journeys.handling import handle_time
from dashboard.features.journeys.helped import after_help
from dashboard.features.journeys.map import journey_map
from dashboard.features.journeys.moments import moments
from dashboard.features.journeys.parting import parting
from dashboard.screen.page import beside, open_page

page = open_page("journeys")

page.draw(
    end_to_end,
    comments,
    journey_map,
    parting,
    handed_over,
    moments,
    handle_time,
    by_channel,
    what_the_bot_contains,
    beside(how_long_to_a_person, after_help),
    in_whose_hands,
)
