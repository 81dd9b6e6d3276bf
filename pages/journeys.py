"""What is it like to be our customer, end to end?"""

from dashboard.features.journeys.ends import end_to_end
from dashboard.features.journeys.hand_offs import handed_over
from dashboard.features.journeys.map import journey_map
from dashboard.features.journeys.moments import moments
from dashboard.features.journeys.parting import parting
from dashboard.screen.page import open_page

page = open_page("journeys")

page.draw(
    end_to_end,
    journey_map,
    parting,
    handed_over,
    moments,
)
