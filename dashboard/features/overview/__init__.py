"""The Overview: how are customers doing, how is the business doing, and what needs a decision?"""
