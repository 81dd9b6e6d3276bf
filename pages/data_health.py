"""Can I believe this?"""

from dashboard import cards
from dashboard.screen.frame import open_page

opened = open_page("data_health")

cards.draw(
    opened,
    cards.trust_summary(opened),
    cards.checks(opened),
    cards.freshness(opened),
    cards.what_to_connect(opened),
    cards.definitions(opened),
    cards.snapshots(opened),
)
