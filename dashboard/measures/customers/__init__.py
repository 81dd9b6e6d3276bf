"""Customers and their money: who came, who left, what they bring, what they did next."""
