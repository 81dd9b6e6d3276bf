"""How are customers doing, how is the business doing, and what needs a decision?"""

from dashboard import cards
from dashboard.frame import open_page

opened = open_page("overview")

cards.draw(
    opened,
    cards.north_star(opened, beside=("win_rate", "gross_revenue_retention", "net_revenue_retention", "net_customers")),
    cards.news(opened),
    cards.scorecard(
        opened,
        {
            "Customer experience": ("csat", "ces", "journeys_on_time", "response_rate"),
            "Operations": ("first_contact_resolution", "resolution_hours", "on_time_tasks", "transfers_per_case"),
            "Finance": ("recurring_revenue", "gross_margin", "cost_to_serve", "earned_growth"),
        },
    ),
    cards.top_ten_and_rally_cry(opened),
    cards.principles(opened),
    cards.long_view(opened),
)
