"""Does a better experience pay, and is the bucket leaking?"""

from dashboard.features.customers.bucket import the_bucket
from dashboard.screen.page import open_page

page = open_page("customers")

page.draw(the_bucket)
