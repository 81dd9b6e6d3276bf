"""Data health on the screen: what its blocks hold is tested where they are made, in `tests/features/data_health`."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, words

PAGE = "pages/data_health.py"
TITLES = (
    "Every check", "Freshness, rows and months", "Tables of the warehouse", "What to connect next",
    "What the measures mean", "Snapshots",
)  # fmt: skip


def opened(app: AppTest) -> list[str]:
    """Return the titles of the folds that are open."""
    return [title for fold in app.expander if fold.proto.expanded for title in TITLES if title in fold.label]


def test_the_answer_stands_above_what_is_folded(open_page: Open) -> None:
    app = open_page(PAGE)
    said = words(app)
    assert "Can today’s numbers be believed?" in said
    assert "Yes" in said
    assert [title for fold in app.expander for title in TITLES if title in fold.label] == [*TITLES]


def test_details_are_folded_but_for_what_the_address_asks_for(open_page: Open) -> None:
    assert opened(open_page(PAGE)) == []
    assert opened(open_page(PAGE, measure="gross_margin")) == ["What the measures mean"]


def test_a_fold_that_is_open_stays_so_when_what_it_holds_is_changed(open_page: Open) -> None:
    app = open_page(PAGE, measure="gross_margin")
    box = next(box for box in app.selectbox if box.label == "Measure")
    box.select("Response rate").run()
    assert opened(app) == ["What the measures mean"]
    assert "Share of the surveys delivered that were answered, by the month in which they were sent." in words(app)
