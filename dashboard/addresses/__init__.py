"""What an address or a command asks of the filters, read as far as it can be meant.

offered  what the filters offer of a snapshot      asked  what is asked of them, and what is to be said of it
view     the view that is asked for
"""
