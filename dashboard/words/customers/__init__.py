"""Customers and money as words."""
