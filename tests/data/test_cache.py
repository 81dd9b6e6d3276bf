"""What is remembered, and for how long."""

from __future__ import annotations

from functools import partial

import numpy as np

from dashboard.data.cache import Cache


class Asked:
    """Counts what was computed."""

    def __init__(self) -> None:
        self.questions: list[str] = []

    def __call__(self, question: str) -> int:
        self.questions.append(question)
        return len(self.questions)


def test_a_question_is_computed_once() -> None:
    remembered: Cache[int] = Cache(3)
    asked = Asked()
    for _ in range(2):
        assert remembered.get("a", lambda: asked("a")) == 1
    assert asked.questions == ["a"]


def test_the_one_not_asked_for_longest_is_forgotten() -> None:
    remembered: Cache[int] = Cache(2)
    asked = Asked()
    for question in ("a", "b", "a", "c", "a", "b"):
        remembered.get(question, partial(asked, question))
    assert asked.questions == ["a", "b", "c", "b"]
    assert len(remembered) == 2


def test_arrays_count_by_their_bytes() -> None:
    remembered: Cache[np.ndarray] = Cache(800)
    for question in range(5):
        remembered.get(question, lambda: np.zeros(50))
    assert len(remembered) == 2


def test_an_answer_that_is_too_large_is_still_given() -> None:
    remembered: Cache[np.ndarray] = Cache(1)
    assert remembered.get("large", lambda: np.ones(1000)).sum() == 1000
