"""Decks of what is shown: chosen, made in a process of its own with its progress told, handed over as a file."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.data.question import Question
from dashboard.export.ordering import OUTLINES, JobError, deck_of
from dashboard.export.outline import OutlineError, read_outline
from dashboard.words.comparison import comparison
from dashboard.words.escaping import markdown, sentence
from dashboard.words.exports import file_name
from dashboard.words.figures import scope

_FORMS = {
    "PowerPoint": (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "PDF": (".pdf", "application/pdf"),
}
"""What a deck can be made as: the ending of its file's name, and its kind."""

_MADE = "made_deck"


def draw_packs(question: Question) -> None:
    """Offer decks of the view, where the reader may take anything along and there is anything to show."""
    if not question.data.grant.export or not question.data.begun:
        return
    label = "Decks of this view"
    if st.button("Deck", icon=":material/slideshow:", help=label, key="decks", type="tertiary"):
        st.session_state.pop(_MADE, None)
        st.dialog(label, on_dismiss="rerun")(_offer)(question)


def _offer(question: Question) -> None:
    titles, faults = _titles()
    for fault in faults:
        st.warning(sentence(fault))
    about = f"{scope(question.view, question.manifest.company)} · {comparison(question.view)}"
    st.markdown(f":small[:gray[{markdown(about)}]]")
    outline = st.selectbox("Deck", list(titles), format_func=titles.__getitem__, key="deck_outline")
    form = st.segmented_control("As", list(_FORMS), default="PowerPoint", key="deck_form") or "PowerPoint"
    if outline is not None and st.button("Make it", key="make_deck", type="primary"):
        _make(question, outline, titles[outline], form)
    if _MADE in st.session_state:
        name, kind, file = st.session_state[_MADE]
        st.download_button(f"Download {name}", file, name, kind, key="download_deck", on_click="ignore")


def _titles() -> tuple[dict[Path, str], list[str]]:
    """Return the titles of the outlines that there are, and what is wrong with the others."""
    titles, faults = {}, []
    for file in sorted(OUTLINES.glob("*.toml")):
        try:
            titles[file] = read_outline(file).title
        except OutlineError as error:
            faults.append(str(error))
    return titles, faults


def _make(question: Question, outline: Path, title: str, form: str) -> None:
    bar = st.progress(0.0, "Reading what is published …")

    def told(done: int, whole: int, text: str) -> None:
        bar.progress(done / max(whole, 1), markdown(text))

    ending, kind = _FORMS[form]
    try:
        file = deck_of(question, outline, told, ending)
    except JobError as error:
        st.error(sentence(str(error)))
        return
    finally:
        bar.empty()
    view = question.view
    name = file_name(question.manifest.company, (title, view.period.label, *(view.regions or ())))
    st.session_state[_MADE] = (name + ending, kind, file)
