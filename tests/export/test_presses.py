"""The press that is kept between orders: what goes wrong in one reaches nobody else, and no order is another's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from dashboard.export import presses
from dashboard.export.picture import bare
from dashboard.export.presses import Press, PressError, answered
from dashboard.rendering import Medium
from dashboard.screen.kit import samples

HONEST = """
import json, os, sys
from dashboard.export.framing import framed, unframed
back, out = sys.stdin.buffer, sys.stdout.buffer
def take():
    return unframed(back), json.loads(unframed(back))
def give(*files):
    out.writelines(framed(files))
    out.flush()
def done(ticket, order):
    give(ticket, *(f"{os.getpid()} {order['data']} {name}".encode() for name in order["formats"]))
"""
"""A press that answers with its own number and what it was given."""

ALWAYS = HONEST + "while True: done(*take())"
GARBAGE = {
    "dies before it answers": "sys.exit('No room left.')",
    "dies between two files": "give(ticket, b'half'); sys.exit('No room left.')",
    "dies within a file": "give(ticket); out.write((9).to_bytes(8, 'big') + b'short'); out.flush(); sys.exit()",
    "answers with words": "print('A warning of a library', flush=True); take()",
    "answers another order": "give(b'0' * 16, b'secret'); take()",
    "announces more than there is": "give(ticket); out.write(b'\\xff' * 8); out.flush(); take()",
}
LETTERS = "ABCDEFGHIJ"


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    presses.end_all()
    yield
    presses.end_all()


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that puts a program in the place of the press, for presses started from then on."""
    return lambda code: monkeypatch.setattr(presses, "COMMAND", (sys.executable, "-c", code))


def order(said: str = "A", formats: tuple[str, ...] = ("png", "svg")) -> dict[str, Any]:
    return {"document": "picture", "data": said, "formats": list(formats), "ppi": 72}


def ask(said: str = "A") -> str:
    """Order, look at the answer, and return the number of the press that gave it."""
    files = [file.decode().split() for file in answered(order(said))]
    assert [words[1:] for words in files] == [[said, "png"], [said, "svg"]]
    return files[0][0]


def test_one_press_does_order_after_order(press: Callable[[str], None]) -> None:
    press(ALWAYS)
    assert len({ask(said) for said in LETTERS}) == 1


def test_a_press_that_has_done_its_share_makes_way(
    press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    press(ALWAYS)
    monkeypatch.setattr(presses, "ORDERS", 3)
    one, same, last, other = (ask() for _ in range(4))
    assert one == same == last != other


@pytest.mark.parametrize("wrong", GARBAGE.values(), ids=GARBAGE)
def test_what_a_kept_press_cannot_do_a_fresh_one_does(press: Callable[[str], None], wrong: str) -> None:
    press(f"{HONEST}done(*take())\nticket, _ = take()\n{wrong}")
    first = ask()
    press(ALWAYS)
    assert ask("B") != first
    assert len({ask("C"), ask("D")}) == 1


@pytest.mark.parametrize("wrong", GARBAGE.values(), ids=GARBAGE)
def test_what_a_fresh_press_cannot_do_is_told_and_it_is_gone(press: Callable[[str], None], wrong: str) -> None:
    press(f"{HONEST}ticket, _ = take()\n{wrong}")
    with pytest.raises(PressError, match=r"could not be made: (No room left\.|the press ended without a word\.)"):
        answered(order())
    press(ALWAYS)
    ask("B")


def test_what_a_press_said_of_an_order_before_is_not_told_of_another(press: Callable[[str], None]) -> None:
    press(HONEST + "print('Of the first.', file=sys.stderr, flush=True); done(*take()); take(); sys.exit()")
    kept = Press()
    try:
        kept.answer(order())
        with pytest.raises(PressError, match="without a word"):
            kept.answer(order())
    finally:
        kept.end()


def test_a_press_that_ended_meanwhile_is_replaced(press: Callable[[str], None]) -> None:
    press(HONEST + "done(*take())")
    assert ask("A") != ask("B")


def test_a_press_that_does_not_answer_is_given_up(
    press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    press(HONEST + "done(*take()); import time; time.sleep(1e6)")
    ask()
    monkeypatch.setattr(presses, "SECONDS", 0.1)
    with pytest.raises(PressError, match=r"not ready after 0\.1 seconds"):
        answered(order())
    monkeypatch.undo()
    press(ALWAYS)
    ask("B")


def test_several_order_at_once_and_each_is_given_its_own(press: Callable[[str], None]) -> None:
    press(ALWAYS)
    together = Barrier(len(LETTERS))

    def asked(said: str) -> str:
        together.wait()
        return ask(said)

    with ThreadPoolExecutor(len(LETTERS)) as threads:
        by = list(threads.map(asked, LETTERS))
    assert len(by) == len(LETTERS)
    assert ask("K") == ask("L"), "one is kept"


def test_no_more_than_two_are_at_work(press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    press(ALWAYS)
    at_once: list[Press] = []
    most: list[int] = []
    real = Press.answer

    def counted(self: Press, order: dict[str, Any]) -> list[bytes]:
        at_once.append(self)
        most.append(len(at_once))
        files = real(self, order)
        at_once.remove(self)
        return files

    monkeypatch.setattr(Press, "answer", counted)
    with ThreadPoolExecutor(len(LETTERS)) as threads:
        list(threads.map(ask, LETTERS))
    assert len(most) == len(LETTERS)
    assert max(most) <= 2


def test_the_press_ends_where_no_order_comes(press: Callable[[str], None]) -> None:
    press("import dashboard.export.press as press; press.IDLE = 0; press.main()")
    idle = Press()
    try:
        assert idle._process.wait() == 0
        assert not idle.alive
    finally:
        idle.end()


def test_the_press_ends_with_who_ordered() -> None:
    assert subprocess.run(presses.COMMAND, input=b"", cwd=presses.ROOT, check=False).returncode == 0


def test_what_a_library_prints_is_no_part_of_the_answer(press: Callable[[str], None]) -> None:
    press(
        "import dashboard.export.press as press\n"
        "press.pressed = lambda order: print('A warning', flush=True) or [b'file']\n"
        "press.main()"
    )
    assert answered(order(formats=("png",))) == [b"file"]


def test_the_press_itself_does_order_after_order() -> None:
    chart = next(block for block in samples.chart_samples() if block.kind == "lines")
    one, again = (bare(chart, Medium(samples.MANIFEST, samples.SETTINGS, "light")) for _ in range(2))
    assert one == again
    (kept,) = presses._KEPT
    assert kept.done == 2
    with pytest.raises(PressError, match="No such file"):
        answered(order() | {"document": "no_such_document"})
    assert not kept.alive
    assert not presses._KEPT
