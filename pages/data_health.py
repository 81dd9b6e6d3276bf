"""Can I believe this?"""

from dashboard.features.data_health.checks import checks
from dashboard.features.data_health.comments import comments
from dashboard.features.data_health.connect import connect
from dashboard.features.data_health.definitions import definitions
from dashboard.features.data_health.freshness import freshness
from dashboard.features.data_health.snapshots import snapshots
from dashboard.features.data_health.trust_summary import trust_summary
from dashboard.screen.page import open_page

page = open_page("data_health")

page.draw(
    comments,
    trust_summary,
    checks,
    freshness,
    connect,
    definitions,
    snapshots,
)
