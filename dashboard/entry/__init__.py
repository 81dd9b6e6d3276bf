"""The way in: the router and the routes beside it."""
