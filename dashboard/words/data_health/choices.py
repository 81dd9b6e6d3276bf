"""What is said where an address asks for what cannot be had."""

from __future__ import annotations

_LONGEST = 60


def not_offered(label: str, asked: str, instead: str) -> str:
    """Say what a link asks for in vain, and what is shown in its place."""
    return f"The link asks for “{asked[:_LONGEST]}” under “{label}”, which there is not; “{instead}” is shown."
