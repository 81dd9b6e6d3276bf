"""How do we know? What something means, the facts behind it, its checks, and each dataset with its query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from dashboard.blocks import Evidence
from dashboard.rendering import Medium
from dashboard.rendering.states import NAMED
from dashboard.screen.kit.component import place
from dashboard.screen.kit.markup import fill
from dashboard.snapshots.manifest import DatasetEntry
from dashboard.words.escaping import markdown
from dashboard.words.plain import counted
from dashboard.words.trust import checks_of, findings_about, moment, of_file, where


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset as the dialog tells of it."""

    name: str
    description: str
    said: str
    sql: str


def explain(evidence: Evidence, medium: Medium, closed: Callable[[], None], address: str = "") -> None:
    """Open the dialog that answers how something is known; ``closed`` is called when the reader closes it.

    ``address`` opens just this, and can be copied from the dialog.
    """
    content = answer(evidence, medium, address)
    st.dialog(markdown(evidence.title), width="large", on_dismiss=closed)(place)(content, key="evidence")


def answer(evidence: Evidence, medium: Medium, address: str = "") -> Markup:
    """Return the dialog's content as markup."""
    manifest, datasets = medium.manifest, [name for name in evidence.datasets if name in medium.manifest.datasets]
    return fill(
        "evidence",
        evidence=evidence,
        address=address,
        checks=checks_of(manifest, datasets) if datasets else "",
        findings=[(finding, where(finding, evidence.grounds)) for finding in findings_about(manifest, datasets)],
        sources=list(_sources([manifest.datasets[name] for name in datasets], medium)),
        mode=medium.mode,
    )


def _sources(entries: list[DatasetEntry], medium: Medium) -> Iterator[Source]:
    locale = medium.settings.locale
    for entry in entries:
        said = [counted(entry.rows, "row", locale)] if entry.file else []
        if entry.as_of:
            when = f"{moment(entry.as_of, medium.manifest, locale)} ({medium.manifest.timezone})"
            said.append(f"read {when}{of_file(entry, medium.manifest, locale)}")
        if entry.state in NAMED:
            said.append(NAMED[entry.state])
        said += entry.reasons
        yield Source(entry.name.replace("_", " "), entry.description, " · ".join(said), entry.sql)
