"""People and culture: are our people able and willing to do it?"""
