"""Accounts: who looks after the customers who matter most?"""
