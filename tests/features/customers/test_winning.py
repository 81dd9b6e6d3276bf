"""Winning beside keeping: what is drawn, with which words, and where nothing can be."""

from __future__ import annotations

from dashboard.blocks import Chart, Table, Tiles
from dashboard.features.customers.winning import BY_SEGMENT, by_segment, conversion_beside_retention, spending
from dashboard.measures import read
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words import figures
from tests.features.companies import asked, not_connected
from tests.published import view


def test_both_are_drawn_over_the_same_months_with_their_verdicts(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    won, kept = conversion_beside_retention.blocks(question)
    assert isinstance(won, Chart)
    assert isinstance(kept, Chart)
    assert [row["x"] for row in won.rows()] == [row["x"] for row in kept.rows()]
    for name, chart in (("win_rate", won), ("logo_retention", kept)):
        figure = read(question.data, name, question.view, settings)
        assert figures.value(figure, settings) in chart.head.title


def test_what_a_customer_costs_is_left_out_where_the_ledger_does_not_say(demo: Snapshot, settings: Settings) -> None:
    (shown,) = spending.blocks(asked(demo, settings))
    assert isinstance(shown, Tiles)
    assert [tile.label for tile in shown.tiles] == [
        "Cost to win a customer",
        "Cost to keep a customer",
        "Cost to serve",
    ]
    assert spending.blocks(asked(not_connected(demo, "finance"), settings)) == ()


def test_each_segment_has_the_values_that_its_own_filter_shows(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    (table,) = by_segment.blocks(question)
    assert isinstance(table, Table)
    assert [row[0].link for row in table.rows] == [f"measure:{name}" for name in ("nps", *BY_SEGMENT)]
    at = [column.label for column in table.columns].index("Small business")
    filtered = view(segments=("Small business",), period=question.view.period, against=question.view.against)
    for row, name in zip(table.rows, ("nps", *BY_SEGMENT), strict=True):
        assert row[at].value == read(question.data, name, filtered, settings).value


def test_of_one_segment_alone_there_is_nothing_beside_it(demo: Snapshot, settings: Settings) -> None:
    assert by_segment.blocks(asked(demo, settings, view=view(segments=("Enterprise",)))) == ()
