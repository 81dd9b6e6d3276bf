"""What is computed once, for whom, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from dashboard.data import cache
from dashboard.data.cache import cached, nbytes


@dataclass(frozen=True, eq=False)
class Reader:
    """Something that is known by its key."""

    cache_key: str


@pytest.fixture(autouse=True)
def _empty() -> None:
    cache.clear()


def test_a_question_is_computed_once_for_all_who_share_its_key() -> None:
    asked: list[str] = []

    @cached
    def answer(reader: Reader, question: str) -> int:
        asked.append(question)
        return len(asked)

    assert answer(Reader("all"), "a") == answer(Reader("all"), "a") == 1
    assert answer(Reader("some"), "a") == 2
    assert answer(Reader("all"), "b") == 3
    assert asked == ["a", "a", "b"]


def test_functions_of_one_name_in_two_places_are_two() -> None:
    def first() -> int:
        @cached
        def answer() -> int:
            return 1

        return answer()

    def second() -> int:
        @cached
        def answer() -> int:
            return 2

        return answer()

    assert (first(), second()) == (1, 2)


def test_the_bound_is_in_bytes_and_the_one_not_asked_for_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    import cachetools

    monkeypatch.setattr(cache, "_ANSWERS", cachetools.LRUCache(2_000, getsizeof=nbytes))
    asked: list[int] = []

    @cached
    def answer(question: int) -> np.ndarray:
        asked.append(question)
        return np.zeros(100)

    for question in (1, 2, 1, 3, 1, 2):
        answer(question)
    assert asked == [1, 2, 3, 2]


def test_an_answer_that_is_larger_than_the_bound_is_still_given(monkeypatch: pytest.MonkeyPatch) -> None:
    import cachetools

    monkeypatch.setattr(cache, "_ANSWERS", cachetools.LRUCache(10, getsizeof=nbytes))

    @cached
    def answer() -> np.ndarray:
        return np.ones(1000)

    assert answer().sum() == 1000


def test_bytes_are_those_of_the_arrays_and_texts_within() -> None:
    assert nbytes({"a": (np.zeros(1000), "text")}) > 8000
    assert nbytes(Reader("x" * 1000)) < 100


def test_what_an_answer_names_often_takes_its_room_once() -> None:
    shared = tuple(range(1000))
    alone = nbytes((shared,))
    assert nbytes((shared,) * 100) == alone
