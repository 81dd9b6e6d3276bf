"""Voice of the customer, as words."""
