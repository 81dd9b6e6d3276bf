"""What should each line of business hear and do?"""

from dashboard.features.voice.comments import comments
from dashboard.features.voice.report import what_customers_say_of_it, what_to_do, what_to_hear
from dashboard.features.voice.sources import what_about, where_from, whom_it_hears
from dashboard.features.voice.verbatims import in_their_own_words
from dashboard.features.voice.workshops import was_it_held
from dashboard.screen.page import beside, open_page

page = open_page("voice")

page.draw(
    what_to_hear,
    comments,
    what_to_do,
    in_their_own_words,
    what_customers_say_of_it,
    where_from,
    beside(what_about, whom_it_hears, widths=(1.2, 1)),
    was_it_held,
)
