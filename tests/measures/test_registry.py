"""The registry: each entry is whole, and what it reads exists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.measures.definition import definition
from dashboard.measures.formulas import Range, Ratio, Score, Term, Terms, Total
from dashboard.measures.registry import IN_SALES, MEASURES, Measure, measure, measure_hash
from dashboard.settings import Settings
from queries.datasets import BY_NAME
from queries.scales import STANDARD

EVERY = [*MEASURES.values(), *IN_SALES.values()]


def terms(formula: object) -> Terms:
    if isinstance(formula, Ratio):
        return formula.top + formula.bottom + (formula.n or ())
    if isinstance(formula, Range):
        return terms(formula.least) + terms(formula.most)
    return formula.terms if isinstance(formula, Total) else ()


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.name)
def test_a_formula_reads_what_the_datasets_have(entry: Measure) -> None:
    for term in terms(entry.formula):
        dataset = BY_NAME[term.dataset]
        assert term.measure in dataset.measures
        assert {column for column, _ in term.where} <= set(dataset.grain)
    for name in entry.formula.datasets:
        assert BY_NAME[name].kind in ("cube", "window")


@pytest.mark.parametrize("entry", [entry for entry in EVERY if isinstance(entry.formula, Score)], ids=lambda e: e.name)
def test_a_score_counts_each_answer_of_its_scale_once(entry: Measure) -> None:
    assert isinstance(entry.formula, Score)
    low, high, _ = STANDARD.of(entry.formula.metric)
    used = [*entry.formula.plus, *entry.formula.minus]
    assert len(used) == len(set(used))
    assert set(used) <= set(range(low, high + 1))


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.name)
def test_an_entry_says_what_it_means(entry: Measure) -> None:
    assert entry.meaning.endswith(".")
    assert definition(entry).startswith(entry.meaning)
    assert definition(entry).endswith(".")
    assert entry.least_change > 0
    nothing_counted = isinstance(entry.formula, Total) or (isinstance(entry.formula, Ratio) and entry.formula.n is None)
    assert bool(entry.counted) != nothing_counted
    assert (entry.unit == "points") == (isinstance(entry.formula, Score) and entry.formula.scale == 100)


def test_labels_are_unique() -> None:
    assert len({entry.label for entry in MEASURES.values()}) == len(MEASURES)


def test_the_formula_is_told_from_the_entry() -> None:
    assert definition(MEASURES["win_rate"]) == (
        "Share of the opportunities decided that were won, by number. N (outcome won) ÷ n (outcome won or lost), from "
        "opportunities, each summed over the period."
    )
    assert "100 × (share answering 9 to 10 − share answering 0 to 6)" in definition(MEASURES["nps"])
    assert (
        "(retained revenue + expansion − credited retained − credited expansion) ÷ (opening revenue − credited opening)"
        in definition(MEASURES["net_revenue_retention"])
    )


def test_what_is_closed_over_a_window_says_so() -> None:
    for name in ("logo_retention", "gross_revenue_retention", "net_revenue_retention", "earned_growth"):
        assert MEASURES[name].window == 12
        assert "over the 12 months that close with the period" in definition(MEASURES[name])


def test_single_sales_are_worded_and_computed_otherwise() -> None:
    recurring, sales = Settings(), Settings(revenue_kind="sales")
    assert measure("recurring_revenue", recurring).label == "Recurring revenue"
    assert measure("recurring_revenue", sales).label == "Revenue"
    assert measure("recurring_revenue", sales).formula == Total((Term("finance", "amount", (("line", ("revenue",)),)),))
    assert measure("nps", sales) is MEASURES["nps"]
    assert set(IN_SALES) <= set(MEASURES)


def test_a_name_that_nobody_knows_is_said_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="no measure 'npss' in the registry; it has nps"):
        measure("npss", Settings())


def test_the_hash_follows_the_formula_and_not_the_words() -> None:
    entry = MEASURES["csat"]
    assert isinstance(entry.formula, Score)
    assert measure_hash(replace(entry, label="Satisfied")) == measure_hash(entry)
    assert measure_hash(replace(entry, formula=replace(entry.formula, plus=(5,)))) != measure_hash(entry)
