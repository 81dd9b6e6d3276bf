"""The read model: a snapshot as one reader may see it.

access     what a reader may see, applied where rows are read     cube      sums over any filter
question   what a page asks: data, view, settings, parameters     view      regions, segments, period, comparison
standing   whether datasets may be believed                       registers what people keep, as typed rows
cache      what was computed once, for all readers alike           archive  the snapshots that are kept
"""
