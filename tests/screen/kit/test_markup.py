"""Every kind of block as markup: what it says is there, escaped, whatever it says."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dashboard.blocks import Block, Facts, Fold, Head, Note, Row, Sentence, Sentences, strings, within
from dashboard.screen.kit import Medium, samples
from dashboard.screen.kit.markup import markup, pure
from dashboard.words.lines import JOINED
from tests.hostile import HOSTILE

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")
ALL = [
    block
    for sheet in (samples.page, samples.chart_samples, samples.states, samples.awkward)
    for top in sheet()
    for block in within(top, folded=False)
    if pure(block)
]

UNDRAWN = re.compile(r"^([A-Z]\.|measure:|theme:|\d{4}-)|^(published|withheld|not_connected|carried_over)$")
"""Strings of a block that are names, links and states, and no words."""


def words(drawn: str) -> str:
    """Return what a reader or a screen reader is told: text and attributes, without the marks that only set them."""
    return re.sub("[\u2068\u2069]", "", unescape(drawn)).replace(JOINED, " ")


@pytest.mark.parametrize("block", ALL, ids=lambda block: block.head.name)
def test_markup_is_escaped_and_knows_no_nothing(block: Block) -> None:
    drawn = markup(block, MEDIUM)
    assert not re.search(r"<(script|img|iframe|b onclick)", drawn)
    assert not re.search(r"\b(nan|None|undefined)\b", re.sub(r"<[^>]*>", " ", drawn))
    assert drawn.count("<div") == drawn.count("</div>")
    assert drawn.count("<button") == drawn.count("</button>")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_company_typed_is_shown_as_it_was_typed(name: str) -> None:
    head = Head(name="T1", title=name, subtitle=name, notes=(name,))
    blocks = (Sentences(head, (Sentence(name, name),)), Facts(head, ((name, name),), name), Note(head, name))
    for block in blocks:
        drawn = markup(block, MEDIUM)
        assert words(drawn).count(name) >= 2
        assert "<script>alert" not in drawn


def test_the_words_of_a_block_are_all_drawn() -> None:
    for block in (*samples.page()[:2], samples.page()[4], samples.page()[5], samples.page()[11]):
        for one in within(block):
            if not pure(one) or isinstance(one, Row):
                continue
            said = words(markup(one, MEDIUM))
            missing = [text for text in strings(one, folded=False) if text not in said and not UNDRAWN.search(text)]
            assert set(missing) <= UNSEEN, one.head.name


UNSEEN = {
    "text", "number", "pill", "bar", "sparkline", "steps", "person", "day", "link", "grid", "lead", "plain", "warn",
    "good", "bad", "answers", "survey_responses", "finance", "rank", "theme", "owner", "points", "stage", "trend",
    "time", "question", "age", "Question", "Of whom", "Waits", "The ledger is short.",
    "24 months, of which two were outside the usual",
}  # fmt: skip
"""Names of kinds, columns and datasets; labels of columns where a table has no heading;
the sparkline of a lead, whose trend stands beside it."""


def test_evidence_has_a_control_that_names_its_block() -> None:
    drawn = markup(samples.page()[5], MEDIUM)
    assert 'data-open="evidence:P.ten"' in drawn
    assert "evidence:" not in markup(samples.page()[4], MEDIUM)


def test_a_block_is_drawn_once_for_each_medium() -> None:
    block = samples.page()[5]
    assert markup(block, MEDIUM) is markup(block, Medium(samples.MANIFEST, samples.SETTINGS, "light"))
    assert markup(block, MEDIUM) is not markup(block, Medium(samples.MANIFEST, samples.SETTINGS, "dark"))


def test_what_needs_an_element_of_its_own_is_no_markup() -> None:
    fold = Fold(Head(name="T1", title="Folded"), lambda: ())
    assert not pure(fold)
    assert not pure(Row(Head(name="T2"), (fold,)))
    with pytest.raises(TypeError, match="T1"):
        markup(fold, MEDIUM)


def test_a_program_s_text_keeps_its_lines() -> None:
    drawn = markup(Note(Head(name="T1"), "select 1\n\n  from a", language="sql"), MEDIUM)
    assert "<pre" in drawn
    assert "select 1\n\n  from a" in drawn
