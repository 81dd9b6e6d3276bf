"""What is said beside a picture, a slide or a sheet so that it stands alone: what it is about, and how it is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.blocks import Head
from dashboard.data.question import Question
from dashboard.data.standing import Ground
from dashboard.words.comparison import comparison
from dashboard.words.figures import scope
from dashboard.words.notices import as_of, of_whom
from dashboard.words.trust import check_status, failures, source

_LONGEST, _ENDING = 80, 40
"""Letters of the finding in a file's name, and of the company before it and of the filters behind it."""

_NOT_IN_NAMES = re.compile(r"[^\w€$£%+−-]+")


@dataclass(frozen=True, slots=True)
class Alone:
    """What stands around a block that stands alone.

    ``title`` states the finding, ``subtitle`` filters, period and n, ``footer`` whose it is and of when, where it was
    read and whether its checks passed, what it means, and where it can be looked at.
    """

    title: str
    subtitle: str
    footer: tuple[str, ...]


def alone(head: Head, question: Question, name: str, definition: str = "", address: str = "") -> Alone:
    """Return what must be said around a block; ``name`` is that of its feature, for a block that has no title."""
    company = question.manifest.company
    frame = (scope(question.view, company), comparison(question.view))
    said = (*(part for part in frame if part not in head.subtitle), head.subtitle)
    return Alone(
        title=head.title or name,
        subtitle=" · ".join(filter(None, said)),
        footer=tuple(filter(None, (_provenance(head, question), _one_line(definition), address))),
    )


def _provenance(head: Head, question: Question) -> str:
    manifest, settings = question.manifest, question.settings
    parts = [of_whom(manifest), as_of(manifest, settings.locale)]
    standing = head.standing
    grounds = (*(() if standing is None else (Ground(standing.datasets, head.months),)), *head.also)
    if standing and standing.datasets:
        parts.append(source(manifest, standing.datasets, settings))
    if grounds:
        parts.append(check_status(*failures(manifest.failed("critical", "warning"), *grounds)))
    return " · ".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def file_name(company: str, parts: Sequence[str]) -> str:
    """Return what a file is called, without its ending: 'Acme NPS rose 4 points EMEA Q3 2026', safe on any system.

    >>> file_name("Acme/2", ["NPS: up?", "Q3 2026"])
    'Acme_2_NPS_up_Q3_2026'
    """
    words = [_NOT_IN_NAMES.sub("_", part).strip("_") for part in (company, *parts)]
    first, *others = [word for word in words if word] or ["Northstar"]
    ending = "_".join(others[1:])[:_ENDING]
    room = _LONGEST - len(ending)
    return "_".join(filter(None, (first[:_ENDING], others[0][:room].rstrip("_") if others else "", ending)))
