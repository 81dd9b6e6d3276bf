"""What really changed: the news, where it happened, since when, and by which parts."""
