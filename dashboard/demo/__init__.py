"""The demo company: every table of the contract, made up from a seed."""

from dashboard.demo.generate import build

__all__ = ["build"]
