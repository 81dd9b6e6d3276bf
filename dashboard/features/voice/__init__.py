"""Voice of the customer: what should each line of business hear and do?"""
