"""Are our people able and willing to do it?

months         the year that ends with a period, and the period within it
signals        what staff say works or does not, and what became of it
recognition    what people are recognised for           training    which courses were completed, by department
leaders        leaders at the front line, with customers, and at reviews of the customer's experience
empowerment    what staff give to customers at discretion       conceded    what became of those customers
"""
