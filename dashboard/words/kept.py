"""A kept snapshot as words: of when it is, what has changed since, and how long it stays."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.question import Question
from dashboard.measures.redefined import redefined
from dashboard.measures.registry import measure
from dashboard.snapshots.keeping import Kept
from dashboard.snapshots.manifest import Manifest
from dashboard.words import notices
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, some
from dashboard.words.trust import moment

NOT_THE_NEWEST = "a kept snapshot, not the newest"
THIS_VIEW = "This view, with the newest numbers"
THIS_VIEW_IS = "Filters, period and whatever is chosen on the page. It shows what is newest when it is opened."
THESE_NUMBERS = "These numbers, as they are now"

_NAMED = 8
"""Measures that are named in a sentence."""


def as_of(question: Question) -> str:
    """Return of which day the numbers are: 'As of 5 Oct 2026'; of which snapshot, where it is not the newest."""
    day = notices.as_of(question.manifest, question.settings.locale)
    return day if question.is_current else f"{day}, {NOT_THE_NEWEST} ({question.manifest.id})"


def banner(question: Question, newest: Manifest, running: str) -> str:
    """Say that a kept snapshot is shown, of when the newest is, and what is defined or computed otherwise since."""
    manifest, locale = question.manifest, question.settings.locale
    newer = f"which is of {moment(newest.created_at, newest, locale)}"
    return " ".join(
        (
            f"{notices.as_of(manifest, locale)}, {NOT_THE_NEWEST}, {newer}.",
            redefinitions(redefined(manifest, question.settings), question),
            _version(manifest.code_version, running),
        )
    )


def redefinitions(changed: Sequence[str], question: Question) -> str:
    """Say which measures are defined otherwise than they were, and what that means for what is shown of then."""
    if not question.manifest.measures:
        return "How measures were defined then is not recorded."
    if not changed:
        return "Every measure is defined as it was then."
    names = some((measure(name, question.settings).label for name in changed), _NAMED)
    what = counted(len(changed), "measure", question.settings.locale)
    return f"{what} {'is' if len(changed) == 1 else 'are'} defined otherwise since, and shown as defined now: {names}."


def _version(then: str, running: str) -> str:
    if then == running:
        return f"Published and shown by code version {running}."
    return f"Published by code version {then}, shown by {running}."


def another_company(name: str, manifest: Manifest) -> str:
    """Say that a link asks for a snapshot of another company than the one that is shown."""
    return f"The link asks for the snapshot {name}, which is of {notices.of_whom(manifest)}; the newest is shown."


def cannot_be_had(reason: str) -> str:
    """Say why the snapshot that a link asks for is not the one that is shown."""
    return f"{reason} The newest is shown in its place."


def of_when(question: Question) -> str:
    """Say which snapshot a link to numbers opens."""
    when = moment(question.manifest.created_at, question.manifest, question.settings.locale)
    return f"It opens the snapshot of {when}, whatever is published since."


def stays(kept: Kept, question: Question) -> str:
    """Say whether a snapshot is kept for good or goes by the rule, and what would keep it."""
    if kept == "pinned":
        reason = dict(question.archive.pinned)[question.manifest.id]
        return f"It is pinned (“{reason}”), and kept for good."
    if kept == "last_of_month":
        return "It is the last of its month, and so is kept without being pinned."
    newer = Formats.of(question.settings).count(question.settings.keep_snapshots)
    return (
        f"It is not pinned: once there are {newer} newer ones it is removed, unless it is the last of its month; the "
        "link then opens the newest and says so. Whoever runs this dashboard keeps it for good with"
    )


def command(kept: Kept, name: str) -> str:
    """Return the command that keeps a snapshot for good; nothing where it stays anyhow."""
    return f"python -m dashboard pin {name} --reason 'Board meeting'" if kept == "for_now" else ""
