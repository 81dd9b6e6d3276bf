"""Who promised what, and did it work?"""

from dashboard.features.accountability.alignment import alignments
from dashboard.features.accountability.comments import comments
from dashboard.features.accountability.community import who_came
from dashboard.features.accountability.conflicts import all_conflicts, conflict
from dashboard.features.accountability.decisions import decisions
from dashboard.features.accountability.load import commitments
from dashboard.features.accountability.mandate import cx_mandate
from dashboard.features.accountability.objectives import before_and_after, objectives
from dashboard.features.accountability.partners import partners
from dashboard.features.accountability.rally_cry import rally_cry_card, rally_cry_lists
from dashboard.features.accountability.review import meeting, weekly_review
from dashboard.features.accountability.said import what_customers_say
from dashboard.features.accountability.scorecard import department_scorecard
from dashboard.features.overview.news import needs_a_decision
from dashboard.screen.page import beside, open_page

page = open_page("accountability")

page.alone(meeting, needs_a_decision.first(3))
page.draw(
    beside(rally_cry_card, needs_a_decision.first(3), widths=(1.45, 1)),
    department_scorecard,
    what_customers_say,
    comments,
    rally_cry_lists,
    objectives,
    before_and_after,
    beside(weekly_review, conflict, widths=(1, 1.2)),
    all_conflicts,
    alignments,
    partners,
    commitments,
    cx_mandate,
    who_came,
    decisions,
)
