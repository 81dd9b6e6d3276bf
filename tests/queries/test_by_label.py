"""What is summed under labels is summed as it is over places: the two queries of a pair change together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queries.datasets import BY_NAME
from queries.extract import FOLDER

PAIRS = {
    "answers": "answers_by_label", "cases": "cases_by_label", "case_scores": "case_scores_by_label",
    "resolutions": "resolutions_by_label", "case_durations": "case_durations_by_label",
    "first_responses": "first_responses_by_label", "customer_windows": "customer_windows_by_label",
}  # fmt: skip
"""Dataset → the one that tells the same by label. Revenue and products of answers are summed of other rows."""


def summed(name: str) -> dict[str, str]:
    """Return what a query gives under each name in its last select, without names of tables."""
    text = re.sub(r"--.*", "", (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    listed = re.split(r"\nfrom ", re.split(r"(?m)^select\b", text)[-1])[0]
    items, depth, begin = [], 0, 0
    for place, sign in enumerate(f"{listed},"):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            items.append(" ".join(re.sub(r"\b[a-z]\.", "", listed[begin:place]).split()))
            begin = place + 1
    told = [item.rsplit(" as ", 1) for item in items]
    return {parts[-1]: re.sub(r"\( | (?=\))", lambda blank: blank[0].strip(), parts[0]) for parts in told}


@pytest.mark.parametrize(("name", "by_label"), PAIRS.items())
def test_what_is_summed_by_label_is_summed_alike_over_places(name: str, by_label: str) -> None:
    whole, labelled, measures = summed(name), summed(by_label), BY_NAME[by_label].measures
    assert measures
    assert set(measures) <= set(labelled) & set(whole)
    assert {one: labelled[one] for one in measures} == {one: whole[one] for one in measures}


def test_a_change_of_one_alone_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a credit leaves is counted otherwise in one of the two: their sums part."""
    for name in ("customer_windows", "customer_windows_by_label"):
        text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        (tmp_path / f"{name}.sql").write_text(text.replace("m.opening < 0", "m.opening <= 0"), encoding="utf-8")
    monkeypatch.setattr("tests.queries.test_by_label.FOLDER", tmp_path)
    whole, labelled = summed("customer_windows"), summed("customer_windows_by_label")
    apart = [one for one in BY_NAME["customer_windows_by_label"].measures if whole[one] != labelled[one]]
    assert apart == ["credited_opening"]
