"""Voice of the customer: where customers are heard, by whom it is told on, and what each line of business should do.

sources      where feedback comes from, whom it hears, what it is about, and whether it is answered
plan         what a line of business is to do about its themes
workshops    whether a workshop on it was held, and who came
"""
