"""How do we know? Any number opens its definition, formula, uncertainty, freshness, checks and queries."""

from __future__ import annotations

import streamlit as st

from dashboard import words
from dashboard.cards.component import markup, place
from dashboard.measures import MEASURES, definition, measure, read
from dashboard.screen.filters import in_words
from dashboard.screen.frame import Opened
from dashboard.words.escaping import markdown, sentence
from dashboard.words.trust import behind, checks_of, findings_about


def explain(opened: Opened, name: str) -> None:
    """Open the dialog of a measure; a name that is none's opens nothing."""
    if name in MEASURES:
        title = f"{measure(name, opened.settings).label}: how do we know?"
        st.dialog(markdown(title), width="large")(_answer)(opened, name)


def _answer(opened: Opened, name: str) -> None:
    asked = measure(name, opened.settings)
    figure = read(opened.data, name, opened.view, opened.settings)
    st.markdown(markdown(definition(asked)))
    scope = f"{in_words(opened.view, opened.manifest.company)} · {words.comparison(opened.view)}"
    st.caption(markdown(scope))
    facts = words.facts(figure, opened.view, opened.settings) + _read_otherwise(opened, name)
    place(markup("facts", facts=facts), key=f"facts_{name}")
    st.caption(checks_of(opened.manifest, asked.formula.datasets))
    for finding in findings_about(opened.manifest, asked.formula.datasets):
        st.warning(sentence(f"{finding.sentence} {finding.action}"), icon=":material/rule:")
    for dataset in asked.formula.datasets:
        entry = opened.data.entry(dataset)
        read_at = behind(entry, opened.manifest, opened.settings.locale)
        st.caption(f"**{markdown(dataset)}** · {markdown(f'{entry.description} {read_at}.')}")
        if entry.sql:
            with st.expander(f"The query of {dataset}"):
                st.code(entry.sql, language="sql")


def _read_otherwise(opened: Opened, name: str) -> list[tuple[str, str]]:
    """Return the other measures of the same answers, so that no two readings of them are taken for one."""
    metric = getattr(measure(name, opened.settings).formula, "metric", None)
    others = [
        read(opened.data, other, opened.view, opened.settings)
        for other in MEASURES
        if other != name and metric is not None and getattr(MEASURES[other].formula, "metric", None) == metric
    ]
    return [
        (measure(figure.measure, opened.settings).label, words.alternative(figure, opened.settings))
        for figure in others
        if figure.shown and figure.n > 0
    ]
