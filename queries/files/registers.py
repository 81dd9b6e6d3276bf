"""The registers: tables of the contract that people keep, as no system holds them."""

from __future__ import annotations

REGISTERS = (
    "departments", "regions", "rally_cries", "objectives", "objective_values", "tasks", "targets", "benchmarks",
    "themes", "theme_stages", "theme_departments", "journey_stages", "change_requests", "decisions", "comments",
    "lob_sessions", "pilots", "pilot_units", "recognitions", "employee_signals", "training", "leader_contacts",
    "sponsorships", "sponsor_reviews", "sponsor_teams",
)  # fmt: skip
"""In the order in which a company would fill them in: what others refer to comes first. The template workbook, the
doctor and the page 'what to connect next' are made from it."""
