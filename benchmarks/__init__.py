"""One script a budget; each prints its figure and the machine. Run as ``python -m benchmarks.<name>``."""
