"""What leaves the dashboard."""
