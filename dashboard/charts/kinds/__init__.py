"""The kinds of charts, a module each: how it is drawn for a shape, and the columns that this drawing reads."""
