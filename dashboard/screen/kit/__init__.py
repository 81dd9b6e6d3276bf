"""The kit: blocks drawn on the screen, with one look.

draw        a page's blocks in their order       markup     blocks as markup; rows, tiles, columns prepare them
states      how a block stands, said once         long_table many rows, as Streamlit's own table
component   what puts markup on the page          dialog     how do we know?
"""

from dashboard.screen.kit.component import take_clicked
from dashboard.screen.kit.dialog import explain
from dashboard.screen.kit.draw import draw
from dashboard.screen.kit.medium import Medium

__all__ = ["Medium", "draw", "explain", "take_clicked"]
