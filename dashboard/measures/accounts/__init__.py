"""The customers who matter most: who sponsors them, and who looks after them.

sponsored   the accounts with a sponsor, those without a review of late first, and which departments their teams lack
compared    sponsored accounts beside comparable ones that never had a sponsor, before and after
one_account one account, all of it: what happened, what it brings, and what is ahead
unified     the systems that hold records of customers, and revenue of no known customer
"""
