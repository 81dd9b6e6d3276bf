"""What a mention is: a theme's id, with a sign before it where it was praise; or one name for many themes.

An id that begins with a sign itself, or is called as the many are, has another sign before it, so that no sign in an id
has a meaning: '+late' is praise of the theme 'late', '-+late' a mention of the theme '+late', '+-+late' praise of that.
"""

from __future__ import annotations

PRAISE = "+"
"""Stands before a mention that is praise."""

ESCAPE = "-"
"""Stands before an id that would be taken for something else."""

POOLED = "other"
"""What the themes beyond those kept apart are counted as."""


def theme_of(mention: str) -> str:
    """Return the id of the theme that a mention names, praised or not; of many themes, their name."""
    return mention.removeprefix(PRAISE).removeprefix(ESCAPE)


def is_pooled(mention: str) -> bool:
    """Whether a mention stands for many themes."""
    return mention.removeprefix(PRAISE) == POOLED
