"""The digest is read back, as page and as plain text: what it says is what the Overview's blocks say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.addresses.made import address_of
from dashboard.blocks import Block, Cell, Column, Head, Note, Pill, Sentence, Sentences, Table
from dashboard.data.access import Data, Grant
from dashboard.data.question import Question
from dashboard.data.standing import Standing
from dashboard.data.view import View
from dashboard.export.digest import FEATURES, MOST, Digest, _section, digest
from dashboard.export.letter import as_html, as_text
from dashboard.export.order import question_of
from dashboard.features.feature import Feature, features
from dashboard.periods import Calendar, closing
from dashboard.rendering import Medium
from dashboard.rendering.settled import marked
from dashboard.words.digest import UNLINKED
from dashboard.words.trust import trust
from tests.conftest import settings_for
from tests.features.overview.test_last_week import TASK, snapshots
from tests.hostile import HOSTILE
from tests.published import FIRST, LAST, SETTINGS

BASE = "https://cx.example.com"
FEATURE = Feature("S", "A sample", "overview", "What a sample means.", (), (), lambda _: None)


@pytest.fixture(scope="module")
def question(demo_warehouse: Path, demo_store: Path) -> Question:
    settings = settings_for(demo_warehouse, demo_store).model_copy(update={"address": BASE})
    return question_of(settings, {"region": ["NA"]})


@pytest.fixture(scope="module")
def whole(question: Question) -> Question:
    return question_of(question.settings, {})


class Page(HTMLParser):
    """What a page says, where it leads, and what it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "background")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def squeezed(text: str) -> str:
    return re.sub("[\\s\u2066-\u2069\u00a0\u202f]+", " ", text).strip()


def said(page: str) -> str:
    return squeezed(" ".join(Page(page).words))


def in_blocks(question: Question) -> Iterator[str]:
    """Yield every figure and sentence that the page's own blocks show, as far as the digest goes."""
    medium = Medium(question.manifest, question.settings, "light")
    for name in FEATURES:
        for block in features()[name].first(MOST).blocks(question):
            yield from filter(None, (block.head.title, block.head.subtitle, block.head.instead, *block.head.notes))
            if isinstance(block, Sentences):
                yield from (part for one in block.sentences for part in (one.finding, one.more, one.note) if part)
            if isinstance(block, Table) and block.head.shown:
                for row in marked(block, medium).rows[:MOST]:
                    for cell in row:
                        yield from filter(
                            None, (cell.text, cell.note, cell.remark, cell.pill.word if cell.pill else "")
                        )


def rows_of(made: Digest, name: str) -> int:
    return next(len(section.lines) for section in made.sections if section.name == name)


@pytest.mark.parametrize("of", ["question", "whole"])
def test_page_and_text_say_what_the_blocks_say(of: str, question: Question, whole: Question) -> None:
    asked = {"question": question, "whole": whole}[of]
    made = digest(asked)
    page, text = said(as_html(made)), squeezed(as_text(made))
    wanted = [squeezed(one) for one in in_blocks(asked)]
    assert len(wanted) > 20
    assert [one for one in wanted if one not in page] == []
    assert [one for one in wanted if one not in text] == []
    assert not re.search(r"\b(nan|None|undefined)\b", page + text)


def test_it_begins_with_whether_to_believe_it(question: Question) -> None:
    made = digest(question, ("These numbers are 9 days old.",))
    believed = trust(question.manifest, question.settings.locale).sentence.casefold()
    for words in (said(as_html(made)), squeezed(as_text(made))):
        folded = words.casefold()
        places = [folded.index(one.casefold()) for one in (believed, "9 days old", *(s.title for s in made.sections))]
        assert places == sorted(places)
    assert [section.name for section in made.sections] == [name for name in FEATURES if name != "O11"]


def test_what_is_new_since_last_week_stands_first(tmp_path: Path) -> None:
    done, late = TASK | {"completed_on": date(2026, 10, 1)}, TASK | {"task_id": "K2", "due_on": date(2026, 11, 1)}
    current, archive = snapshots(tmp_path, {"tasks": [done, late]}, {"tasks": [TASK, TASK | {"task_id": "K2"}]})
    view = View.of(closing("quarter", LAST, Calendar()), "year", FIRST, Calendar())
    made = digest(Question(Data(current), view, SETTINGS, archive=archive))
    first = made.sections[0]
    assert first.name == "O11"
    assert [line.lead + line.more for line in first.lines] == [
        "1 task done, 1 by the first date promised; 1 task moved to a later date."
    ]
    assert squeezed(as_text(made)).count("1 task done") == said(as_html(made)).count("1 task done") == 1


def test_no_more_rows_than_can_be_read_and_how_many_there_are(whole: Question) -> None:
    made = digest(whole)
    (table,) = features()["O12"].blocks(whole)
    assert isinstance(table, Table)
    assert rows_of(made, "O12") == min(MOST, len(table.rows))
    assert rows_of(made, "O5") <= MOST
    about = next(section.about for section in made.sections if section.name == "O12")
    assert len(table.rows) <= MOST or f"{MOST} of {table.of}" in about


def test_each_line_opens_the_same_view(question: Question) -> None:
    made = digest(question)
    links = Page(as_html(made)).links
    assert len(links) > sum(len(section.lines) for section in made.sections)
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert link.startswith(f"{BASE}/")
        assert asked["region"] == ["NA"]
        assert asked["period"] == [question.view.period.label]
    text = as_text(made)
    assert [link for link in links if link not in text.split()] == []
    assert UNLINKED not in text


@pytest.mark.parametrize(
    ("link", "page", "asked"),
    [
        ("theme:late & lost", "/top_ten", {"theme": ["late & lost"]}),
        ("conflict:O-08+O-09", "/accountability", {"conflict": ["O-08+O-09"]}),
        ("measure:nps", "/", {"open": ["measure:nps"]}),
        ("evidence:O7", "/", {"open": ["evidence:O7"]}),
        ("region:EMEA", "/", {"region": ["EMEA"]}),
        ("", "/", {"at": ["O5"]}),
        ("unknown:thing", "/", {"at": ["O5"]}),
    ],
)
def test_an_address_opens_what_a_click_would(
    question: Question, link: str, page: str, asked: dict[str, list[str]]
) -> None:
    made = urlsplit(address_of(f"{BASE}/cx/", "overview", question.view, link, "O5"))
    assert made.path == f"/cx{page}"
    query = parse_qs(made.query)
    assert {name: query[name] for name in asked} == asked
    assert query["region"] == asked.get("region", ["NA"])


def test_without_an_address_nothing_leads_on_and_it_says_so_once(question: Question) -> None:
    settings = question.settings.model_copy(update={"address": None})
    made = digest(replace(question, settings=settings))
    page, text = as_html(made), as_text(made)
    assert Page(page).links == []
    assert said(page).count(UNLINKED) == squeezed(text).count(UNLINKED) == 1
    assert "http" not in text


def test_the_page_is_what_mail_programs_keep(whole: Question) -> None:
    page = as_html(digest(whole))
    found = Page(page)
    allowed = {"html", "head", "meta", "title", "body", "table", "tr", "td", "h1", "h2", "p", "div", "span", "a", "b"}
    assert found.tags <= allowed
    assert {"class", "src", "id", "background"} & found.attributes == set()
    assert not [name for name in found.attributes if name.startswith("on")]
    assert "max-width:640px" in page
    assert "url(" not in page
    assert len(page.encode()) < 100_000, "longer mails are cut"


def test_plain_text_is_as_wide_as_it_is_read(whole: Question) -> None:
    lines = as_text(digest(whole)).splitlines()
    assert [line for line in lines if len(line) > 72 and not line.strip().startswith("https://")] == []


def sample(question: Question, block: Block) -> Digest:
    return replace(digest(question), sections=(_section(block, FEATURE, question),))


@pytest.mark.parametrize(
    "name", [*HOSTILE, "Ширяев & Сыновья", "株式会社テスト", "مؤسسة الشرق", "นอร์ทสตาร์", "a\n-----\nb"]
)
def test_what_a_company_typed_is_there_as_it_was_typed(question: Question, name: str) -> None:
    columns = (Column("a", "A"), Column("b", name), Column("c", "C", "pill"))
    table = Table(
        Head(name="S", title=name, subtitle=name, notes=(name,)), columns,
        ((Cell(name, note=name, link=f"theme:{name}"), Cell(name), Cell(pill=Pill(name, "bad"))),), order=name,
    )  # fmt: skip
    for block in (table, Sentences(Head(name="S", title=name), (Sentence(name, name, note=name),))):
        made = sample(question, block)
        page = as_html(made)
        assert squeezed(name) in said(page)
        assert squeezed(name) in squeezed(as_text(made))
        assert Page(page).tags <= {*Page(as_html(digest(question))).tags}
        assert [line for line in as_text(made).splitlines() if line == "-----"] == []
        assert all(link.startswith(BASE) for link in Page(page).links)


def test_what_is_withheld_says_so_in_place_of_numbers(question: Question) -> None:
    standing = Standing("withheld", reasons=("Too many rows are wrong.",))
    head = Head(name="S", title="Targets", standing=standing)
    text = as_text(sample(question, Table(head, (Column("a", "A"),), ((Cell("99"),),))))
    assert "Too many rows are wrong." in text
    assert "99" not in text.split("Targets", 1)[1].replace("https://", "").split("Too many", 1)[0]


def test_what_went_wrong_is_known_to_who_makes_it(question: Question) -> None:
    made = sample(question, Note(Head(name="S", title="Targets"), "It cannot be shown.", "bad"))
    assert made.failed == ("Targets",)
    assert "It cannot be shown." in as_text(made)
    assert digest(question).failed == ()


def test_a_region_s_reader_gets_a_digest_of_that_region_alone(question: Question) -> None:
    grant = Grant(regions=frozenset({"NA"}), company_totals=False)
    made = digest(question_of(question.settings, {}, grant))
    assert "EMEA" not in as_text(made)
    assert made.failed == ()


def test_a_region_without_data_is_told_without_numbers(question: Question) -> None:
    asked = {"region": ["not given"], "segment": ["not given"], "period": ["2025-11"]}
    made = digest(question_of(question.settings, asked))
    assert not re.search(r"\b(nan|None|undefined)\b", as_text(made) + said(as_html(made)))
    assert made.failed == ()
