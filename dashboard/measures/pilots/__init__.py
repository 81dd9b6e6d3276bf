"""What was tried, and whether it worked: each pilot's lift over its units, at a set horizon, with its verdict.

outcomes    the sums of units, by unit, month and way         units      places, arms, and who was in two at once
horizon     which months are compared                         compared   units before and after, wave by wave
guards      what would make a lift mean something else        judged     one pilot: its verdict, or why there is none
again       was it seen again in units that joined later      drawn      both arms month by month, for the picture
register    all pilots, in the order in which they are told
"""
