"""What people say of this page and of what stands on it."""

from __future__ import annotations

from dashboard.blocks import Block
from dashboard.data.question import Question
from dashboard.features.comments import DATASET, comments_on_page
from dashboard.features.feature import feature
from dashboard.words.comments import MEANING, TITLE


@feature("O13.voice", TITLE, meaning=MEANING, needs=(DATASET,))
def comments(question: Question) -> Block | None:
    """Quote the newest comments."""
    return comments_on_page(question, "voice", "O13.voice")
