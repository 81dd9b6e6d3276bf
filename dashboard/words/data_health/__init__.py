"""Data health as words.

summary    whether the numbers can be believed     checks     what a check found, and what to do
faults     what became of what failed              datasets   states, rows, months, tables to connect
snapshots  what was published and rolled back      moments    times as the company's clocks had them
choices    what an address asks for in vain
"""
