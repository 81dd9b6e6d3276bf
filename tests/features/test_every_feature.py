"""What holds for every feature, whoever declares it: it is asked of the demo company in every state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from dashboard.blocks import Cell, Chart, Facts, Head, Note, Row, Table, Tile, Tiles, strings
from dashboard.data import cache
from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.question import Question
from dashboard.data.registers import department_names
from dashboard.features import feature
from dashboard.features.feature import Feature, features
from dashboard.features.top_ten.rows import THEMES
from dashboard.measures import MEASURES
from dashboard.measures.themes.sums import DATASETS as THEME_SUMS
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.measures.verdicts import family, verdict
from dashboard.navigation import BY_SLUG
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.drawings import NOTHING_DRAWN, heard
from dashboard.words.exports import headline
from dashboard.words.formats import Formats
from dashboard.words.terms import other_words
from queries.datasets import DATASETS
from tests.features.companies import (
    asked,
    changed,
    earlier_views,
    emptied,
    every_form,
    everything,
    held_back,
    not_connected,
    of_one_region,
    reason,
    view_of,
    week_before,
    withheld,
)  # fmt: skip

FEATURES = tuple(features().values())
PAGES = sorted({one.page for one in FEATURES})

_OF_NO_OBJECTIVE = frozenset({"commitments", "finance", "window_revenue", "case_durations"})

_UNTOUCHED: Mapping[str, frozenset[str]] = {
    # No decision of the small demo company's last week is about one of these, so none of them is named.
    "A3.meeting": frozenset({"themes", "objectives", "change_requests", "rally_cries"}),
    # No open goal is of the response rate or of the median time, and what people promised is not judged.
    **dict.fromkeys(("A2", "A5.all", "A10"), frozenset({"commitments", "case_durations", "invitations"})),
    # … and no goal for a score pulls apart from another in so small a company.
    **dict.fromkeys(("A5", "A6"), frozenset({"commitments", "case_durations", "invitations", "answer_clusters"})),
    # Nothing on its scorecard changes clearly, of which it would be asked whether others were counted than before.
    "O2": frozenset({"survey_modes"}),
    "O6.rally_cry": _OF_NO_OBJECTIVE,
    "A1": _OF_NO_OBJECTIVE,
    "A1.lists": _OF_NO_OBJECTIVE,
    "A4": frozenset({"commitments", "case_durations"}),
    "A4.looks": frozenset({"commitments", "case_durations"}),
    # A theme is named beside news of the score: so small a company has none.
    # Nor does anything get clearly worse, of which it would be told what works on it.
    "O4": frozenset({*THEMES, *TAGGING, "objectives"})
    - {"answers", "answer_clusters", *THEME_SUMS, "theme_clusters", "survey_modes"},
    # the theme that went with a fall of the score is asked for where there was one
    "O5": frozenset(TAGGING) - {*THEME_SUMS},
    "O5.all": frozenset(TAGGING) - {*THEME_SUMS},
    # What a region's reader sees leave the list is put to no test in so small a company.
    "T4": frozenset({"answers", "answer_clusters"}),
    "O10": frozenset({"customer_windows_by_label", "revenue_by_label"}),  # it has no dimension of its own
    # Nothing of its last week is restated, so no figure then is held against one of another company.
    "O15": frozenset({"benchmarks"}),
    "O12": frozenset({"case_durations"}),  # the target of the time to resolve is set for the mean
}

_OF_GOALS = (
    "O5", "O5.all", "O6.rally_cry", "O12", "A1", "A1.lists", "A2", "A4", "A4.looks", "A5", "A5.all", "A6", "A10",
)  # fmt: skip
"""Features that may read any measure, as goals and targets may be of any."""

_OWN: Mapping[str, frozenset[str]] = dict.fromkeys(("A2", "A10"), frozenset({"hand_offs"}))
"""Feature → what it reads whatever goals are of."""

_OF_NO_GOAL = frozenset({
    "renewals", "case_scores", "first_responses", "customer_revenue", "bot_cases", "human_waits", "contacts_after",
    "stage_steps", "hand_offs", "heard",
})  # fmt: skip

UNREAD: Mapping[str, frozenset[str]] = {
    # No goal and no target of the demo company is of its renewals, of what cases are given, of first responses, or of
    # what customers bring beside the ledger; nor of how often they are heard, of bots, of the wait for a person, of
    # what comes after help, of the stages of journeys, or of what waits between departments, which two features tell
    # by themselves.
    name: _UNTOUCHED.get(name, frozenset())
    | (_OF_NO_GOAL - _OWN.get(name, frozenset()) if name in _OF_GOALS else frozenset())
    for name in (*_UNTOUCHED, *_OF_GOALS)
}
"""Feature → what it declares and no reading of the small demo company touches, and why."""

NAMES = tuple(one.name for one in DATASETS)

REGISTERS = frozenset(one.name for one in DATASETS if one.kind == "register")

SAMPLES = frozenset({*THEME_SUMS}.union(*(one.formula.datasets for one in MEASURES.values() if one.sampled)))
"""The datasets that hold answers: what is shown of too few of them says so."""

ONE_REGION = Grant(regions=frozenset({"NA"}), company_totals=False)
ROUNDS_TO_NOTHING = 0.05
NO_VALUE = re.compile(r"\b(nan|NaN|None|NaT|inf|<NA>)\b")
NONE = re.compile(
    r"nobody owns it|no tasks|no stage given|not yet|none due|no open objective serves it|^none$"
    r"|No corrective action is recorded"
)
"""What is said where a register was looked at and holds nothing."""

FEW = re.compile(r"\b(few|fewer|least)\b")


every_feature = pytest.mark.parametrize("declared", [pytest.param(one, id=one.id) for one in FEATURES])


class Watched(Data):
    """Data that keep in mind which datasets' rows they were asked for."""

    def __init__(self, snapshot: Snapshot, grant: Grant, asked: set[str]) -> None:
        self.asked = asked
        super().__init__(snapshot, grant)

    def cube(self, name: str) -> Any:
        self.asked.add(name)
        return super().cube(name)

    def table(self, name: str) -> Any:
        self.asked.add(name)
        return super().table(name)


@pytest.fixture(autouse=True)
def _nothing_fails(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A feature that fails becomes a note: a test must not take that for what it shows."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.name == feature.__name__] == []


def said(blocks: Any) -> list[str]:
    return list(strings(blocks))


@every_feature
def test_it_says_what_it_is(declared: Feature) -> None:
    assert re.fullmatch(r"[A-Z]\d+(\.[a-z_]+)?", declared.id)
    assert declared.name
    assert declared.meaning.endswith(".")
    assert declared.page in BY_SLUG


@every_feature
def test_what_stands_alone_is_titled_by_what_it_shows(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    """On a slide and as a picture no label of a block stands for what it tells."""
    department = ("department", next(iter(department_names(Data(demo)))))
    for parameters in ((), (department,)):
        question = replace(asked(demo, settings), parameters=parameters)
        for block in everything(declared.blocks(question)):
            if isinstance(block, Tiles | Table | Chart | Facts | Row) and block.head.shown:
                labels = {declared.name, "" if block.head.finding or block.head.told else block.head.title}
                assert headline(block, declared.name) not in labels, block.head.name


@every_feature
def test_what_it_reads_is_what_it_declares(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    """What it does not declare is refused; here, that it declares nothing else. News may be of an earlier month.

    A reader of one region is told by the score itself what is known theme by theme for all regions alone.
    """
    read: set[str] = set()
    watched = replace(demo, id=f"{demo.id} watched for {declared.id}")
    whole, region = (Watched(watched, grant, read) for grant in (EVERYTHING, ONE_REGION))
    expected = {*declared.datasets(settings)} - UNREAD.get(declared.id, frozenset())
    seen = [(whole, view_of(demo)), (whole, view_of(demo, place="NA")), (region, view_of(demo))]
    for data, view in (*seen, *((whole, view) for view in earlier_views(demo))):
        for blocks in every_form(declared, Question(data, view, settings, archive=week_before(demo))):
            said(blocks)
        if read >= expected:
            break
    assert read == expected


@every_feature
def test_without_what_it_needs_it_says_why_and_nothing_else(
    declared: Feature, demo: Snapshot, settings: Settings
) -> None:
    for name in declared.needs:
        blocks = declared.blocks(asked(withheld(demo, name), settings))
        words = said(blocks)
        assert reason(name) in words
        assert {word for word in words if re.search(r"\d", word)} <= {declared.id, declared.name}
        assert [block for block in everything(blocks) if block.head.shown] == []


@every_feature
def test_without_a_connection_to_what_it_needs_nothing_is_drawn(
    declared: Feature, demo: Snapshot, settings: Settings
) -> None:
    for name in declared.needs:
        assert declared.blocks(asked(not_connected(demo, name), settings)) == (), name


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_on_a_withheld_dataset_is_not_drawn(name: str, demo: Snapshot, settings: Settings) -> None:
    question = asked(withheld(demo, name), settings)  # one for all: what they have in common is read once
    for declared in _beside(name, settings):
        is_drawn_without(declared, name, question)


def is_drawn_without(declared: Feature, name: str, question: Question) -> None:
    """Hold a feature to drawing nothing that stands on a dataset which is withheld."""
    blocks = everything(declared.blocks(question))
    tiles = [tile for block in blocks if isinstance(block, Tiles) for tile in block.tiles]
    parts: list[Head | Tile] = [*(block.head for block in blocks), *tiles]
    for standing in (part.standing for part in parts):
        if standing is not None and name in standing.datasets:
            assert not standing.shown, declared.id
            assert reason(name) in standing.reasons, declared.id
    assert [tile for tile in tiles if _stands_on(tile, name) and _numbers(tile)] == [], declared.id


def _beside(name: str, settings: Settings) -> Iterator[Feature]:
    """Yield the features that may read a dataset and are drawn without it."""
    for declared in FEATURES:
        if name in declared.datasets(settings) and name not in declared.needs:
            yield declared


@pytest.fixture(scope="module")
def said_of_nothing() -> dict[str, Counter[str]]:
    """How often each feature says that there is nothing, where all registers are seen: filled by who asks first."""
    return {}


@pytest.mark.parametrize("name", sorted(REGISTERS))
@pytest.mark.parametrize("state", [withheld, not_connected])
def test_a_register_that_cannot_be_seen_is_not_told_as_an_empty_one(
    name: str,
    state: Callable[..., Snapshot],
    demo: Snapshot,
    settings: Settings,
    said_of_nothing: dict[str, Counter[str]],
) -> None:
    few = settings.model_copy(update={"least_n": 5})  # so small a company has themes all the same
    question = asked(state(demo, name), few)
    for declared in _beside(name, few):
        if declared.id not in said_of_nothing:
            said_of_nothing[declared.id] = Counter(filter(NONE.search, said(declared.blocks(asked(demo, few)))))
        words = Counter(filter(NONE.search, said(declared.blocks(question))))
        assert words - said_of_nothing[declared.id] == Counter(), declared.id


@every_feature
def test_what_is_too_few_to_be_drawn_is_too_few_to_be_stated(
    declared: Feature, demo: Snapshot, settings: Settings
) -> None:
    few = settings.model_copy(update={"least_n": 10**9})
    for block in everything(declared.blocks(asked(demo, few))):
        if FEW.search(block.head.instead):
            stated = block.head.finding and re.search(r"\d", block.head.title)
            assert not stated or "is not known" in block.head.title, block.head.title


@every_feature
def test_one_cause_that_stops_several_datasets_is_told_once(
    declared: Feature, demo: Snapshot, settings: Settings
) -> None:
    gone = {"state": "withheld", "file": None, "sha256": None, "rows": 0, "as_of": None, "reasons": ["One cause."]}
    names = declared.uses
    stopped = {name: demo.manifest.datasets[name].model_copy(update=gone) for name in names}
    snapshot = changed(demo, f"one cause: {declared.id}", stopped)
    for block in everything(declared.blocks(asked(snapshot, settings))):
        assert len(block.head.notes) == len({*block.head.notes})


@every_feature
def test_what_is_of_an_earlier_day_is_marked(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    words = said(declared.blocks(asked(held_back(demo, *declared.needs), settings)))
    assert {reason(name) for name in declared.needs} - {*words} == set()


@every_feature
def test_what_stands_on_too_few_answers_says_so(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    blocks = declared.blocks(asked(demo, settings.model_copy(update={"least_n": 10**9})))
    shown = everything(blocks)
    muted: list[Tile | Cell] = [
        tile for block in shown if isinstance(block, Tiles) for tile in block.tiles if tile.muted
    ]
    muted += [cell for block in shown if isinstance(block, Table) for row in block.rows for cell in row if cell.muted]
    silent = not muted and not any(FEW.search(word) for word in said(blocks))
    assert not (silent and blocks and SAMPLES.intersection(declared.datasets(settings)))


@every_feature
def test_a_reader_of_one_region_sees_no_more_than_that_region(
    declared: Feature, demo: Snapshot, settings: Settings, one_region: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a word changes where the rows of all other regions are gone: so none of them tells of those.

    But for the verdict on a number, which is one for all readers: it is evaluated before any grant.
    """
    judged, whole_company = family.family, Data(demo)
    monkeypatch.setattr(verdict, "family", lambda _, *asked: judged(whole_company, *asked))
    cache.clear()
    whole, part = (asked(snapshot, settings, grant=ONE_REGION) for snapshot in (demo, one_region))
    for shown, of_the_region in zip(every_form(declared, whole), every_form(declared, part), strict=True):
        assert said(shown) == said(of_the_region)
        assert _drawn(shown) == _drawn(of_the_region)


WAYS: Mapping[str, Callable[[Snapshot, Settings, Snapshot], Question]] = {
    "at first": lambda demo, settings, _: asked(demo, settings),
    "of a place without rows": lambda demo, settings, _: asked(demo, settings, view=view_of(demo, place="not given")),
    "of a month": lambda demo, settings, _: asked(demo, settings, view=view_of(demo, month=demo.manifest.last_month)),
    "of too few": lambda demo, settings, _: asked(demo, settings.model_copy(update={"least_n": 10**9})),
    "to a reader of one region": lambda demo, settings, _: asked(demo, settings, grant=ONE_REGION),
    "withheld": lambda demo, settings, _: asked(withheld(demo, *demo.manifest.datasets), settings),
    "not connected": lambda demo, settings, _: asked(not_connected(demo, *demo.manifest.datasets), settings),
    "without rows": lambda _, settings, empty: asked(empty, settings),
}


@every_feature
@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_known_is_never_written_as_a_value(
    declared: Feature, way: str, demo: Snapshot, settings: Settings, empty: Snapshot
) -> None:
    for blocks in every_form(declared, WAYS[way](demo, settings, empty)):
        assert [word for word in said(blocks) if NO_VALUE.search(word)] == []


@every_feature
def test_whoever_does_not_see_a_drawing_is_told_of_it(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    for blocks in every_form(declared, asked(demo, settings)):
        drawn = [block for block in everything(blocks) if isinstance(block, Chart | Table)]
        assert [block.head.name for block in drawn if not (block.head.alt or block.head.title)] == []
        for block in drawn:
            if isinstance(block, Chart):
                told = heard(block, Formats.of(settings)) if block.head.shown else block.head.instead
                tells = f"{block.head.alt} {told}"
                assert block.head.alt or not block.head.shown, f"{block.head.name}: nothing says what is drawn"
                assert re.search(r"\d", tells) or NOTHING_DRAWN in tells, f"{block.head.name}: {tells}"
                assert tells.strip() != block.head.title, block.head.name


@every_feature
def test_a_mark_points_where_its_label_says(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    for block in everything(declared.blocks(asked(demo, settings))):
        if not isinstance(block, Chart) or "label" not in block.data.column_names or block.kind == "heat":
            continue
        value = "y" if block.kind in ("columns", "waterfall") else "x"
        for row in block.rows():
            if re.match(r"[+−\d]", row["label"] or "") and abs(row[value] or 0.0) > ROUNDS_TO_NOTHING:
                assert row["label"].startswith("−") == (row[value] < 0), row


@every_feature
def test_each_thing_has_one_word(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    assert [other for text in said(declared.blocks(asked(demo, settings))) for other in other_words(text)] == []


@every_feature
def test_its_blocks_have_names_that_begin_with_its_own(
    declared: Feature, demo: Snapshot, settings: Settings, empty: Snapshot
) -> None:
    """So that a block keeps its name whatever is drawn before it."""
    for snapshot in (demo, empty):
        for blocks in every_form(declared, asked(snapshot, settings)):
            names = [block.head.name for block in everything(blocks)]
            assert [name for name in names if not re.fullmatch(rf"{re.escape(declared.id)}(\.[\w.-]+)?", name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_two_blocks_of_a_page_have_the_same_name(page: str, demo: Snapshot, settings: Settings) -> None:
    blocks = [block for one in FEATURES if one.page == page for block in one.blocks(asked(demo, settings))]
    names = [block.head.name for block in everything(blocks)]
    assert sorted(names) == sorted(set(names))


@every_feature
def test_one_that_fails_becomes_a_note_with_a_number_to_quote(
    declared: Feature,
    demo: Snapshot,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(_: Question) -> None:
        raise ZeroDivisionError("a secret of the company")

    monkeypatch.setitem(feature._DECLARED, declared.id, replace(declared, show=fails))
    (note,) = declared.blocks(asked(replace(demo, id=f"{demo.id} failing"), settings))
    assert isinstance(note, Note)
    assert (note.head.name, note.head.title, note.tone) == (declared.id, declared.name, "bad")
    number = re.search(r"under the number ([0-9a-f]{8})\.", note.text)
    assert number
    assert number[1] in caplog.text
    assert "secret" not in note.text
    caplog.clear()


def _stands_on(tile: Tile, name: str) -> bool:
    return tile.standing is not None and name in tile.standing.datasets


def _numbers(tile: Tile) -> bool:
    return bool(re.search(r"\d", tile.value + tile.interval + tile.detail + (tile.change.text if tile.change else "")))


def _drawn(blocks: Any) -> list[str]:
    """Return what charts are drawn from, as text: nan is not equal to itself."""
    return [repr(block.rows()) for block in everything(blocks) if isinstance(block, Chart)]


@pytest.fixture(scope="module")
def one_region(demo: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return of_one_region(demo, "NA", tmp_path_factory.mktemp("one region"))


@pytest.fixture(scope="module")
def empty(demo: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return emptied(demo, tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("declared", FEATURES, ids=lambda one: one.id)
def test_on_a_phone_a_number_bears_its_name_or_is_the_rows_own(
    declared: Feature, demo: Snapshot, settings: Settings
) -> None:
    """What matters most stands in a row's first lines without a label: one number there is what the row is about, and
    of a second nobody would know what it is."""
    for block in everything(declared.blocks(asked(demo, settings))):
        if isinstance(block, Table):
            first = [one.name for one in block.columns[1:] if one.priority == 1 and one.kind in ("number", "day")]
            assert len(first) <= 1, (block.head.name, first)
