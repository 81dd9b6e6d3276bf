"""Answers kept for as long as they are asked for, within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Cache(Generic[Answer]):
    """The most recently asked answers by question, up to ``bound`` of them or, where they tell it, of their bytes.

    Sessions run in threads of their own: two that ask the same at once may both compute it, which does no harm.
    """

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._size = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, question: Hashable, compute: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, computed where it is not remembered."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        answer = compute()
        with self._lock:
            if question in self._answers:
                return self._answers[question]  # somebody was faster; one answer is kept, and shared
            self._answers[question] = answer
            self._size += _size(answer)
            while self._size > self._bound and len(self._answers) > 1:
                self._size -= _size(self._answers.popitem(last=False)[1])
        return answer


def _size(answer: object) -> int:
    return int(getattr(answer, "nbytes", 1))
