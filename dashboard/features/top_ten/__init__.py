"""The Top Ten: which ten themes move sentiment most, and what is being done?"""
