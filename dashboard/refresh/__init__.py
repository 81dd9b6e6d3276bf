"""The write door: asks the warehouse, has the answers audited, and publishes what passed.

run        one refresh or check, from warehouse to published snapshot
source     which warehouse and company it is        baseline   the snapshot that today is compared with
extract    the queries' answers, a dataset each     guards     what must not be overwritten, what nobody reads
assemble   a snapshot of what passed, whole         record     what the manifest says of contract, checks, tables
doctor     a warehouse held against the contract    console    what the commands print
"""
