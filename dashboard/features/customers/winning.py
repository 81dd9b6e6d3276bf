"""Winning beside keeping: conversion and retention over time, what each costs, and the same by segment."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Chart, Head, Tiles
from dashboard.charts.data import trend
from dashboard.data.question import Question
from dashboard.features.customers.keeping import tiles_of
from dashboard.features.feature import feature
from dashboard.features.measure import aims_of, datasets_of, drawn, drawn_months, link, written
from dashboard.features.places import in_each_place, places_of
from dashboard.measures.figure import Figure
from dashboard.measures.registry import measure
from dashboard.words import figures
from dashboard.words.customers import winning as words

SPENT = ("acquisition_cost", "retention_cost", "cost_to_serve")
"""What winning, keeping and serving a customer costs."""
OVER_TIME = ("win_rate", "logo_retention")
"""Conversion, and retention."""
BY_SEGMENT = ("win_rate", "acquisition_cost", "logo_retention", "gross_revenue_retention", "cost_to_serve")


@feature("M3", "Winning against keeping", meaning=words.SPENT, uses=datasets_of(SPENT))
def spending(question: Question) -> Tiles | None:
    """Show what it costs to win, to keep and to serve a customer; what is not connected is left out."""
    return tiles_of(question, "M3", words.COSTS, SPENT)


@feature("M2", "Conversion beside retention", meaning=words.OVER_TIME, uses=datasets_of(OVER_TIME))
def conversion_beside_retention(question: Question) -> tuple[Chart, ...]:
    """Draw the share of sales that were won, and of customers who were kept, over the same months."""
    return tuple(_over_time(question, figure) for figure in drawn(question, OVER_TIME))


def _over_time(question: Question, figure: Figure) -> Chart:
    settings, view = question.settings, question.view
    head = Head(
        name=f"M2.{figure.measure}",
        title=figures.with_change(figure, settings),
        subtitle=words.subtitle(figure, view, question.manifest.company, settings),
        standing=figure.standing,
        months=drawn_months(figure),
        also=aims_of(figure),
        alt=figures.drawn_by_month(measure(figure.measure, settings), "usual variation and target"),
        link=link(figure.measure),
    )
    return trend(figure, head, written(question, figure.measure))


@feature(
    "M3.segments",
    "Winning, keeping and serving by segment",
    meaning=words.BY_SEGMENT,
    uses=datasets_of(BY_SEGMENT),
    chosen=lambda settings: datasets_of([settings.leading_measure]),
)
def by_segment(question: Question) -> Block | None:
    """Show each segment's score, sales, retention and costs beside each other; nothing where there is one alone."""
    if len(places_of(question, "segment")) < 2:
        return None
    names = dict.fromkeys((question.settings.leading_measure, *BY_SEGMENT))
    table = in_each_place(question, names, "segment", "M3.segments", words.SEGMENTS)
    return replace(table, head=replace(table.head, finding=False)) if table.rows else None
