"""What leaves the dashboard: pictures, sheets, decks and reports, all made from the blocks that the screen draws.

values     a block as plain values, with how it stands and how wide it is set
press      a process of its own that draws charts and sets type, so that the app's memory does not grow
framing    how the press hands over what it made
picture    one block, with all that lets it stand alone, as PNG or SVG
sheets     the data of a block as CSV and Excel
slides     findings before anybody draws them; outline and order say which
deck/      findings as a PowerPoint deck that can be changed
report     findings as a tagged PDF for paper
"""
