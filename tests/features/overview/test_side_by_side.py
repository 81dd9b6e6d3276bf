"""Side by side: each cell is what the place's own filter shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.blocks import Fold, Table
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.measure import figure_of, tile
from dashboard.measures import side_by_side
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.figures import WHOLE_COMPANY
from dashboard.words.side_by_side import LED_BY
from tests.features.companies import asked
from tests.published import LAST, SETTINGS, answers, data, snapshot, view


def tables(question: Question) -> dict[str, Table]:
    (fold,) = features()["O10"].blocks(question)
    assert isinstance(fold, Fold)
    return {block.head.name: block for block in fold.content() if isinstance(block, Table)}


@pytest.mark.parametrize("dimension", ["region", "segment"])
def test_each_cell_is_what_its_filter_shows(demo: Snapshot, settings: Settings, dimension: str) -> None:
    question = asked(demo, settings)
    table = tables(question)[f"O10.{dimension}"]
    places = [column.label.removesuffix(", in all") for column in table.columns[1:]]
    assert len(places) > 1
    leaders = [row for row in table.rows if row[0].text == LED_BY]
    assert [[cell.text for cell in row[1:] if cell.text] for row in leaders] == (
        [[row["leader"] for place in places for row in question.data.rows("regions") if row["region"] == place]]
        if dimension == "region" else []
    )  # fmt: skip
    for row in table.rows[len(leaders) :]:
        name = row[0].link.removeprefix("measure:")
        for place, cell in zip(places, row[1:], strict=True):
            one_place = (
                {"regions": question.data.parents.get(place, (place,))}
                if dimension == "region"
                else {"segments": (place,)}
            )
            filtered = replace(question, view=replace(question.view, **one_place))
            figure = figure_of(filtered, name)
            shown = tile(filtered, figure)
            assert cell.text == shown.value
            assert cell.link == f"{dimension}:{place}"
            assert shown.interval in cell.note
            assert cell.muted == (figure.n < settings.least_n if name != "on_time_tasks" else figure.n < 10)


def test_what_is_known_for_the_whole_company_alone_is_named_and_not_drawn(demo: Snapshot, settings: Settings) -> None:
    table = tables(asked(demo, settings))["O10.region"]
    assert [note for note in table.head.notes if "On-time tasks" in note]
    assert "On-time tasks" not in [row[0].text for row in table.rows]


def test_a_place_that_is_asked_for_is_not_compared_with_itself(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    one = replace(question, view=replace(question.view, regions=("NA",), segments=("Enterprise",)))
    by_label = {"O10.department_id", "O10.channel"}
    assert set(tables(one)) == by_label
    # Labels are known for all regions and segments together, and say so where a place is asked for.
    assert all(WHOLE_COMPANY in tables(one)[name].head.subtitle for name in by_label)
    assert set(tables(replace(question, view=replace(question.view, regions=("NA",))))) == {"O10.segment", *by_label}


def of_partners(folder: Path) -> Question:
    """A company that tells its customers by partner, beside answers and revenue of regions."""
    answered = {"Gamma": {9: 60, 3: 20}, "Zeta": {9: 30, 3: 30}}
    by_partner = [
        {"month": LAST, "dimension": "dimension_1", "label": label, "metric": "nps", "survey": "relationship",
         "score": score, "n": n, "weight": n, "weight_squared": n}
        for label, counts in answered.items() for score, n in counts.items()
    ]  # fmt: skip
    kept = [
        {"month": LAST, "window": 12, "dimension": "dimension_1", "label": label, "opening_customers": 200,
         "kept_customers": many, "lost_customers": 200 - many, "closing_customers": many, "opening_revenue": 1000.0,
         "retained_revenue": retained, "expansion": more, "closing_revenue": retained + more}
        for label, many, retained, more in (("Gamma", 190, 950.0, 100.0), ("Zeta", 150, 700.0, 0.0))
    ]  # fmt: skip
    paid = [
        {"month": LAST - back, "dimension": "dimension_1", "label": label, "amount": amount}
        for label, amount in (("Gamma", 2000.0), ("Zeta", 1000.0)) for back in range(3)
    ]  # fmt: skip
    places = [row for region in ("DACH", "NA") for row in answers({9: 45, 3: 25}, region=region)]
    whole = snapshot(folder, {
        "answers": places, "answers_by_label": by_partner, "customer_windows_by_label": kept, "revenue_by_label": paid,
    })  # fmt: skip
    manifest = whole.manifest.model_copy(update={"settings": {"dimensions": ["partner"]}})
    return Question(Data(replace(whole, manifest=manifest)), view(against=None), SETTINGS)


def test_a_dimension_of_the_company_s_own_stands_beside_the_others(tmp_path: Path) -> None:
    table = tables(of_partners(tmp_path))["O10.partner"]
    assert table.head.title == "By partner"
    assert [column.label for column in table.columns] == ["Measure", "Gamma", "Zeta"]
    told = {row[0].text: [cell.text.replace("\u202f", "") for cell in row[1:]] for row in table.rows}
    assert told == {
        "Net promoter score": ["50.0", "0.0"], "Recurring revenue of customers": ["€6,000", "€3,000"],
        "Customers retained": ["95.0%", "75.0%"],
        "Gross revenue retention": ["95.0%", "70.0%"], "Net revenue retention": ["105.0%", "70.0%"],
    }  # fmt: skip
    assert "n 80" in table.rows[0][1].note
    notes = {row[0].text: row[0].note for row in table.rows}
    assert notes["Recurring revenue of customers"] == "from customers' months, not a ledger · of the table revenue"


def test_it_is_of_all_regions_where_one_is_asked_for_and_says_so(tmp_path: Path) -> None:
    question = of_partners(tmp_path)
    dach = tables(replace(question, view=replace(question.view, regions=("DACH",))))
    assert set(dach) == {"O10.partner"}
    assert WHOLE_COMPANY in dach["O10.partner"].head.subtitle
    assert dach["O10.partner"].rows == tables(question)["O10.partner"].rows


def test_of_many_places_those_with_most_answers_are_shown_and_counted(tmp_path: Path) -> None:
    rows = [row for at in range(20) for row in answers({10: 40 + at, 0: 10}, month=LAST, region=f"R{at:02}")]
    question = Question(Data(data(tmp_path, answers=rows).snapshot), view(), SETTINGS)
    table = tables(question)["O10.region"]
    assert [column.label for column in table.columns[1:]] == [f"R{at}" for at in range(12, 20)]
    assert table.head.title == f"By region: {side_by_side.MOST} of 20, those with most answers"


def test_a_measure_that_has_counted_nothing_anywhere_has_no_row(tmp_path: Path) -> None:
    """Answers are of NPS alone: no row of dashes says so of CSAT and CES in every region."""
    rows = [row for region in ("North", "South") for row in answers({10: 40, 0: 10}, month=LAST, region=region)]
    question = Question(Data(data(tmp_path, answers=rows).snapshot), view(), SETTINGS)
    table = tables(question)["O10.region"]
    assert [row[0].text for row in table.rows] == ["Net promoter score"]


def test_a_measure_that_has_counted_in_another_month_keeps_its_row(tmp_path: Path) -> None:
    rows = [row for region in ("North", "South") for row in answers({10: 40, 0: 10}, month=LAST, region=region)]
    rows += answers({5: 20}, month=LAST - 14, region="North", metric="csat")
    question = Question(Data(data(tmp_path, answers=rows).snapshot), view(), SETTINGS)
    assert "CSAT, top two boxes" in [row[0].text for row in tables(question)["O10.region"].rows]


def test_of_very_many_places_the_furthest_stand_in_rows_around_those_between(tmp_path: Path) -> None:
    rows = [row for at in range(400) for row in answers({10: 100 + at, 0: 500 - at}, region=f"R{at:03}")]
    rows += answers({10: 3}, region="Tiny")
    question = Question(Data(data(tmp_path, answers=rows).snapshot), view(), SETTINGS)
    table = tables(question)["O10.region"]
    named = [row[0].text for row in table.rows]
    assert named[:10] == [f"R{at:03}" for at in reversed(range(390, 400))]
    assert named[10] == "… 381 regions between"
    assert named[11:] == [f"R{at:03}" for at in reversed(range(10))]
    assert table.head.title == "By region: of 401 the ten highest and the ten lowest by Net promoter score"
    assert "below n 30 it stands at neither end: 1 region of those between" in table.head.notes[0]
    for row in (*table.rows[:10], *table.rows[11:]):
        place = replace(question, view=replace(question.view, regions=(row[0].text,)))
        shown = tile(place, figure_of(place, "nps"))
        assert row[1].text == shown.value
        assert shown.interval in row[1].note
        assert row[0].link == row[1].link == f"region:{row[0].text}"
