"""What is shown: every string of named views, and whether what stands in it is so."""
