"""The line above a page counts the marks that the page bears."""

from __future__ import annotations

import pytest

from dashboard.blocks import Fold, Head, Row, Tile, Tiles, within
from dashboard.data.standing import Ground
from dashboard.features.feature import features
from dashboard.screen.kit import Medium, places_marked
from dashboard.screen.kit.markup import markup, pure
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, failing


@pytest.mark.parametrize("name", ["finance", "customer_windows", "objectives", "answers"])
def test_as_many_places_are_counted_as_are_marked(name: str, demo: Snapshot, settings: Settings) -> None:
    """Of a month of long ago, in which what follows customers over a year stands, and months shown do not."""
    failed, question = failing(demo, name, (demo.manifest.last_month - 20,)), asked(demo, settings)
    # What is drawn is kept by the snapshot's name.
    medium = Medium(failed.manifest.model_copy(update={"id": failed.id}), settings, "light")
    counted, drawn = 0, 0
    for declared in (one for one in features().values() if one.page != "data_health"):
        blocks = [one for top in declared.blocks(question) for one in within(top, folded=False)]
        alone = [one for one in blocks if pure(one) and not isinstance(one, Row)]
        counted += len(places_marked(alone, medium))
        drawn += sum(markup(one, medium).count("1 check failed") for one in alone)
        drawn -= sum(markup(one, medium).count("1 check failed elsewhere") for one in alone)
    assert counted == drawn
    assert counted > 0


def test_what_is_folded_away_is_not_counted_and_no_failed_check_marks_nothing(
    demo: Snapshot, settings: Settings
) -> None:
    touched = Head(name="x", title="Money", also=(Ground(("finance",)),))
    untitled = Head(name="y", also=touched.also)
    fold = Fold(touched, lambda: ())
    failed = Medium(failing(demo, "finance").manifest, settings, "light")
    assert places_marked([Row(touched, (fold,))], failed) == ("Money",)
    inside = Tiles(untitled, (Tile(label="Margin", value="1", also=touched.also), Tile(label="NPS", value="2")))
    assert places_marked([Row(touched, (inside,))], failed) == ("Money", "Money", "Margin")
    sound = Medium(demo.manifest.model_copy(update={"findings": []}), settings, "light")
    assert places_marked([Row(touched, ())], sound) == ()
