"""What every renderer of blocks needs: on the screen, as a picture, on a slide or on paper.

medium     where blocks are drawn: the snapshot's word on itself, the settings, light or dark
states     how a block stands: withheld, carried over, too few, touched by a failed check
settled    tiles and rows with how each of them stands
templates  cards and mails, every value of them escaped
room       how much room a table takes
"""

from dashboard.rendering.medium import Medium

__all__ = ["Medium"]
