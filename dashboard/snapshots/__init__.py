"""Published snapshots, the one bridge between the doors: complete, immutable, named by time and hash.

manifest   what a snapshot says of itself           store      the snapshots that lie there, and the current one
keeping    which are kept, and one opened by its name
publish    a draft that becomes the current snapshot, whole or not at all
"""
