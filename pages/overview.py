"""How are customers doing, how is the business doing, and what needs a decision?"""

from dashboard import cards
from dashboard.screen.frame import open_page

opened = open_page("overview")

WIN_RETAIN_GROW = ("win_rate", "gross_revenue_retention", "net_revenue_retention", "net_customers")
SCORECARD = {
    "Customer experience": ("csat", "ces", "journeys_on_time", "response_rate"),
    "Operations": ("first_contact_resolution", "resolution_hours", "on_time_tasks", "transfers_per_case"),
    "Finance": ("recurring_revenue", "gross_margin", "cost_to_serve", "earned_growth"),
}

cards.draw(
    opened,
    cards.north_star(opened, beside=WIN_RETAIN_GROW),
    cards.news(opened, beside=(*WIN_RETAIN_GROW, *cards.named(SCORECARD))),
    cards.scorecard(opened, SCORECARD),
    cards.top_ten_and_rally_cry(opened),
    cards.principles(opened),
    cards.long_view(opened),
)
