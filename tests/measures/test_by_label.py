"""Measures by label: the same figures as a region of the same answers would have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard.data.access import Data, Grant
from dashboard.data.labels import CHANNEL, DEPARTMENT, OTHERS, by_label, dimensions_of, labels_of
from dashboard.measures import read
from dashboard.measures.by_label import measures_by_label
from tests.published import FIRST, LAST, SETTINGS, Rows, clusters, data, snapshot, view

NAMES = ("nps", "csat", "first_contact_resolution")


def scores(label: str, detractors: int, promoters: int, month: int, key: str) -> list[dict[str, Any]]:
    return [
        {"month": month, key: label, "metric": "nps", "survey": "relationship", "score": score, "n": n, "weight": n,
         "weight_squared": n}
        for score, n in ((3, detractors), (9, promoters)) if n
    ]  # fmt: skip


def company(key: str) -> Rows:
    """Two labels month by month: what one said fell a year later, what the other said never moved."""
    rows: list[dict[str, Any]] = []
    for month in range(FIRST, LAST + 1):
        rows += scores("billing", 90 if month > LAST - 3 else 30, 60, month, key) + scores("", 40, 60, month, key)
    return rows


def labelled(*more: dict[str, Any]) -> dict[str, Rows]:
    answers = [{"dimension": DEPARTMENT, **row} for row in company("label")]
    together = [
        {**row, "dimension": DEPARTMENT, "label": row["region"]}
        for row in clusters([{**row, "region": row["label"]} for row in answers])
    ]
    return {"answers_by_label": [*answers, *more], "clusters_by_label": together}


def test_a_department_is_read_as_a_region_of_the_same_answers_is(tmp_path: Path) -> None:
    labels, rows = measures_by_label(data(tmp_path / "labels", **labelled()), NAMES, view(), SETTINGS, DEPARTMENT)
    assert (labels, [row.measure.name for row in rows]) == (("billing", OTHERS), ["nps"])
    regions = [{**row, "region": row["region"] or "rest"} for row in company("region")]
    by_region = data(tmp_path / "regions", answers=regions)
    for figure, region in zip(rows[0].figures, ("billing", "rest"), strict=True):
        same = read(by_region, "nps", view(regions=(region,)), SETTINGS)
        assert (figure.estimate, figure.difference, figure.verdict) == (same.estimate, same.difference, same.verdict)
    assert [figure.verdict.word for figure in rows[0].figures] == ["clear", "no_clear_change"]


def test_filters_of_places_are_not_followed(tmp_path: Path) -> None:
    found = data(tmp_path, **labelled())
    asked = (NAMES, view(regions=("North",), segments=("SMB",)), SETTINGS, DEPARTMENT)
    assert measures_by_label(found, *asked)[1][0].figures[0].n == 450


def test_cases_are_told_by_department_and_channel_without_their_places(tmp_path: Path) -> None:
    cases = [
        {"month": LAST, "dimension": dimension, "label": label, "n": 80, "contact_known": 80, "contact_resolved": 40}
        for dimension, label in ((DEPARTMENT, "billing"), (CHANNEL, "phone"))
    ]
    found = data(tmp_path, cases_by_label=cases)
    for dimension, label in ((DEPARTMENT, "billing"), (CHANNEL, "phone")):
        labels, (row,) = measures_by_label(found, NAMES, view(), SETTINGS, dimension)
        assert (labels, row.measure.name, row.figures[0].value) == ((label,), "first_contact_resolution", 0.5)
        assert row.standing.datasets == ("cases_by_label",)


def test_of_many_labels_those_with_most_answers_are_kept(tmp_path: Path) -> None:
    many = [row for at in range(12) for row in scores(f"c{at:02}", at, 50, LAST, "label")]
    found = data(tmp_path, answers_by_label=[{"dimension": CHANNEL, **row} for row in many])
    labels, rows = measures_by_label(found, NAMES, view(), SETTINGS, CHANNEL, most=3)
    assert labels == ("c09", "c10", "c11")
    assert len(rows[0].figures) == 3


def test_a_label_of_which_nothing_is_counted_in_a_period_has_no_column(tmp_path: Path) -> None:
    gone = [row for at in range(3) for row in scores(f"c{at}", 5, 50, LAST if at else FIRST, "label")]
    found = data(tmp_path, answers_by_label=[{"dimension": CHANNEL, **row} for row in gone])
    labels, rows = measures_by_label(found, NAMES, view(), SETTINGS, CHANNEL, most=8)
    assert labels == ("c1", "c2")
    assert all(figure.n > 0 for row in rows for figure in row.figures)


def test_own_dimensions_go_by_their_names(tmp_path: Path) -> None:
    rows = [{"dimension": "dimension_2", **row} for row in scores("pro", 1, 50, LAST, "label")]
    whole = snapshot(tmp_path, {"answers_by_label": rows})
    manifest = whole.manifest.model_copy(update={"settings": {"dimensions": ["partner", "plan"]}})
    found = Data(type(whole)(whole.id, whole.folder, manifest))
    assert list(dimensions_of(found)) == [DEPARTMENT, CHANNEL, "partner", "plan"]
    assert (labels_of(found, "plan"), labels_of(found, "partner")) == (("pro",), ())


def test_a_reader_without_company_totals_sees_no_labels(tmp_path: Path) -> None:
    whole = snapshot(tmp_path, labelled())
    kept = Data(whole, Grant(frozenset({"North"}), company_totals=False))
    assert by_label(kept, DEPARTMENT) is None
    assert measures_by_label(kept, NAMES, view(), SETTINGS, DEPARTMENT) == ((), ())
