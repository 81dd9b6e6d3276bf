"""The Top Ten themes: what they cost, who owns them, how they came and left, and whether a fix worked."""
