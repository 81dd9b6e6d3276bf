"""Customers and money: what the page of this name shows."""
