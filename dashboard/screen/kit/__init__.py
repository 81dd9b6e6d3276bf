"""The kit: blocks drawn on the screen, with one look.

draw        a page's blocks in their order       markup     blocks as markup; rows, tiles, columns prepare them
states      how a block stands, said once         long_table many rows, as Streamlit's own table
marks       what failed checks touch, counted
component   what puts markup on the page          dialog     how do we know?
look        the style sheet, served once           paper      the page when it is printed
taking      a block as picture, data and address   sharing    links to be copied
colours    the palette as CSS, on screen and paper
"""

from dashboard.rendering import Medium
from dashboard.screen.kit.component import take_clicked
from dashboard.screen.kit.dialog import explain
from dashboard.screen.kit.draw import draw
from dashboard.screen.kit.marks import places_marked
from dashboard.screen.kit.markup import TAKE, charted
from dashboard.screen.kit.paper import paper
from dashboard.screen.kit.sharing import Link, offer_links
from dashboard.screen.kit.taking import Taken, take

__all__ = [
    "TAKE",
    "Link",
    "Medium",
    "Taken",
    "charted",
    "draw",
    "explain",
    "offer_links",
    "paper",
    "places_marked",
    "take",
    "take_clicked",
]
