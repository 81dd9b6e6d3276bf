"""Accountability: who promised what, and did it work?"""
