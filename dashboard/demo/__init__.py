"""The demo company: every table of the contract, made up from a seed."""

from dashboard.demo.generate import build, build_mark

__all__ = ["build", "build_mark"]
