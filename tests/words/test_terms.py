"""One thing has one word: in every text of the house, and (with the features' own tests) in whatever is rendered."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.words.terms import CROSS_LOB, other_words
from dashboard.words.top_ten import owners
from tests.conftest import ROOT

SOURCES = [
    file
    for folder in ("dashboard", "pages", "data_checks", "queries")
    for file in sorted((ROOT / folder).rglob("*.py"))
    # what customers write, in any language, is not what the house says
    if file.name != "terms.py" and file.parent.name != "masking"
]


ELEMENT = re.compile(r"[a-z]+:\w+")
"""An element of a file's format by its name, which nobody reads ('c:pt')."""


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield every text of a module that is no docstring."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(text, str) and not ELEMENT.fullmatch(text):
            yield text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_uses_the_chosen_word(path: Path) -> None:
    assert [said for text in texts(ast.parse(path.read_text("utf-8"))) for said in other_words(text)] == []


@pytest.mark.parametrize("text", ["▲ 0.2 pts", "across lines of business", "Cross-functional", "19.4 hrs", "1 pt"])
def test_another_word_would_be_found(text: str) -> None:
    assert len(other_words(text)) == 1


@pytest.mark.parametrize("text", ["3.8 points", CROSS_LOB, "no single line of business", "19.4 h", "scripts", "hours"])
def test_the_chosen_words_pass(text: str) -> None:
    assert other_words(text) == []


def test_who_answers_for_a_theme_is_told_by_the_chosen_word() -> None:
    assert owners.ACROSS is CROSS_LOB
