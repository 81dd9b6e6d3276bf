"""Pilots: what was tried, and did it work?"""
