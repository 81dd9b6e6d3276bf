"""Does a better experience pay, and is the bucket leaking?"""

from dashboard.features.customers.accounts import top_customers
from dashboard.features.customers.arrivals import earned_growth, earned_or_bought
from dashboard.features.customers.bucket import the_bucket
from dashboard.features.customers.cohorts import cohorts
from dashboard.features.customers.comments import comments
from dashboard.features.customers.contacts import contacts_begun, what_became_of_them
from dashboard.features.customers.keeping import keeping, reasons
from dashboard.features.customers.next_steps import next_steps
from dashboard.features.customers.rate_and_mix import rate_and_mix_of_headlines
from dashboard.features.customers.speaking import heard_by_place, who_is_speaking
from dashboard.features.customers.voices import how_asked, whose_score
from dashboard.features.customers.winning import by_segment, conversion_beside_retention, spending
from dashboard.screen.page import beside, open_page

page = open_page("customers")

page.draw(
    the_bucket,
    keeping,
    beside(spending, earned_growth, widths=(3, 1)),
    comments,
    next_steps,
    top_customers,
    beside(conversion_beside_retention, reasons),
    by_segment,
    earned_or_bought,
    cohorts,
    beside(who_is_speaking, whose_score),
    heard_by_place,
    how_asked,
    beside(contacts_begun, what_became_of_them),
    rate_and_mix_of_headlines,
)
