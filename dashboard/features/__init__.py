"""What the product shows: a package a page, a module a feature, each declared once (see `feature`)."""
