"""Are our people able and willing to do it?

signals    what staff say works or does not, and what became of it
"""
