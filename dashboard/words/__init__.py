"""Results as words, computed from what they speak of: verdicts, changes, titles, alternative texts.

    formats    numbers, money, dates, ages        escaping   what was typed, shown as it was typed
    figures    figures as words                   trust      whether the data can be believed
    plain      counts and lists in words          notices    what stands above every page
    overview, top_ten, data_health, accountability, voice, pilots, people, accounts   what one page alone says

Nothing here claims a cause. A sentence on something unknown says that it is not known.
"""
