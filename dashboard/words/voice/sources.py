"""Where feedback comes from, as words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.data.question import Question
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.voice.sources import ANSWER_WITHIN_DAYS, About, Comments, Key, Kind, Region, Source
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.digits import adding_up
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, in_brackets

NAME = "Where feedback comes from"
MEANING = (
    "How often customers were heard: answers to surveys, support cases opened, and comments that are neither, by the "
    "company's own name of where they came from. One who is heard three times counts three times. Known: it is on "
    "record which customer it was. In time: a comment answered by the end of the seventh day after it came; counted "
    "are those of which that day is over, and only of sources of which any answer is on record: of others nobody knows "
    "whether they are answered. What a comment says is not shown."
)
ABOUT, WHOM = "What comments are about", "Whom it hears"
MEANING_ABOUT = (
    "Comments by the theme that they are about, where that is on record, beside how often answers to surveys mention "
    "the theme, praise and complaint together. What answers cost or add in points is told by the Top Ten alone."
)
MEANING_WHOM = (
    "How often customers of each region were heard, beside the part of all customers that it has at the end of the "
    "period. Who writes is not drawn by lot: a region may be heard little because it has little to say."
)
ORDER, MOST_COMMENTS = "the most often heard first", "the most comments first"
NOTHING_HEARD = "No answer, case or comment is on record in these months."
NO_THEME_SAID = "Of no comment of these months is it said which theme it is about."
ALL = "Heard in all"
OTHERS = "other sources"
KINDS: dict[Kind, str] = {"survey": "Surveys", "case": "Support cases", "comment": "Comments"}
_TIMES: dict[Kind, str] = {"survey": "surveys", "case": "support cases", "comment": "comments"}


def called(key: Key) -> str:
    """Return how a source is called: surveys, cases, or comments' own as the company calls it."""
    kind, source = key
    return source_name(source) if kind == "comment" else KINDS[kind]


def source_name(source: str) -> str:
    """Return a source of comments as the company calls it; one in small letters alone begins with a capital here."""
    return capitalised(source) if source.islower() else source


def title(found: Sequence[Source], view: View, settings: Settings) -> str:
    """Return the finding: '71.2 % of 12,408 times heard came by surveys; community clearly rose'."""
    whole = sum(one.n for one in found)
    if not whole:
        return NAME
    first = found[0]
    share = Formats.of(settings).percent(first.n / whole)
    said = f"{share} of {counted(whole, 'time', settings.locale)} heard came by {_said(first.key)}"
    moved = [one for one in found if one.on_record(view) and one.figure.verdict.word == "clear"]
    if not moved:
        return said
    largest = max(moved, key=lambda one: abs(one.figure.verdict.change))
    verb = "rose" if largest.figure.verdict.change > 0 else "fell"
    whose = ", which" if largest.key == first.key else f"; {_said(largest.key)}"
    return f"{said}{whose} clearly {verb}"


def _said(key: Key) -> str:
    return f"“{key[1]}”" if key[0] == "comment" else _TIMES[key[0]]


def scope(question: Question) -> str:
    """Return whom it is of, and of when: 'all of Acme · Q3 2026 against Q3 2025'."""
    return f"{figures.scope(question.view, question.manifest.company)} · {comparison(question.view)}"


def months(question: Question) -> str:
    """Return the same without what it is compared with: 'all of Acme · Q3 2026'."""
    return f"{figures.scope(question.view, question.manifest.company)} · {question.view.period.label}"


def shares(numbers: Sequence[int], settings: Settings) -> list[str]:
    """Return numbers as parts of their sum, which add up: '61.2 %'; nothing to tell where there is none."""
    whole = sum(numbers)
    if not whole:
        return [NOTHING] * len(numbers)
    told = adding_up([100 * number / whole for number in numbers], 1, whole=100)
    return [Formats.of(settings).percent(share / 100) for share in told]


def since(one: Source, settings: Settings) -> str:
    """Say since when a source is on record."""
    return f"on record since {Formats.of(settings).month(one.since)}"


def of_share(part: int, whole: int, settings: Settings) -> tuple[str, str]:
    """Return a part of a whole, and below it the numbers: '45.0 %', '412 of 915'; of few the numbers alone."""
    numbers = of_number(part, whole, settings)
    return (Formats.of(settings).percent(part / whole), numbers) if whole >= max(settings.least_n, 1) else (numbers, "")


def of_number(part: int, whole: int, settings: Settings) -> str:
    """Return a part and its whole as numbers: '412 of 915'; nothing where there is none."""
    formats = Formats.of(settings)
    return f"{formats.count(part)} of {formats.count(whole)}" if whole else ""


def answering(one: Comments | None) -> str:
    """Say why it is not told whether comments are answered; nothing where it is."""
    if one is None or one.noted == one.due == 0:
        return "no answer is on record" if one is not None and one.n else ""
    return "" if one.due else f"the {ANSWER_WITHIN_DAYS} days are not over"


def unanswered(one: Comments, settings: Settings) -> str:
    """Return how many have no answer yet: '118 have no answer'."""
    left = one.due - one.answered
    verb = "has" if left == 1 else "have"
    return f"{Formats.of(settings).count(left)} {verb} no answer" if left else ""


def least_answered(found: Iterable[Source], settings: Settings) -> str:
    """Say by which source comments are answered the least in time; nothing where fewer than two are told."""
    told = [(one.comments.in_time / one.comments.due, one) for one in found
            if one.comments is not None and one.comments.due >= settings.least_n]  # fmt: skip
    if len(told) < 2:
        return ""
    share, least = min(told, key=lambda pair: (pair[0], pair[1].key))
    if sum(one <= share for one, _ in told) > 1 or least.comments is None:
        return ""
    part = of_number(least.comments.in_time, least.comments.due, settings)
    return f"Comments by {_said(least.key)} are answered in time the least: {part} within {ANSWER_WITHIN_DAYS} days."


def about_told(found: Sequence[About], names: dict[str, str], settings: Settings) -> str:
    """Return what comments are most about: 'Comments are most often about Billing errors: 74 of 915 with a theme'."""
    if not found:
        return ABOUT
    first, whole = found[0], sum(one.n for one in found)
    name, part = names.get(first.theme_id, first.theme_id), of_number(first.n, whole, settings)
    return f"Comments are most often about {name}: {part} with a theme"


def about_subtitle(question: Question, themed: int, comments: int) -> str:
    """Return of how many comments no theme is said: '915 comments, of 138 (15.1 %) no theme is said'."""
    settings, none = question.settings, comments - themed
    said = counted(comments, "comment", settings.locale)
    share, numbers = of_share(none, comments, settings)
    left = f", of {Formats.of(settings).count(none)}{in_brackets(share if numbers else '')} no theme is said"
    return f"{months(question)} · {said}{left if none else ''}"


def by_source(parts: Iterable[tuple[str, int]]) -> str:
    """Return how many comments came by which source: '31 community, 12 review'."""
    return ", ".join(f"{number} {source}" for source, number in parts)


def region_name(label: str) -> str:
    """Return how a region is called."""
    return "region not given" if label == NOT_GIVEN else label


def whom_subtitle(question: Question, *, customers: bool) -> str:
    """Return whom it is of and when, and of which day customers are: '… · customers of Nov 2026'."""
    last = Formats.of(question.settings).month(question.view.period.last)
    return f"{months(question)}{f' · customers at the end of {last}' if customers else ''}"


def whom_told(found: Sequence[Region], settings: Settings) -> str:
    """Return which region is heard the least for its customers: 'LATAM has 9.1 % of the customers and 6.0 % …'."""
    named = [one for one in found if one.label != NOT_GIVEN]
    heard, customers = sum(one.n for one in found), sum(one.customers or 0 for one in found)
    if not named or not heard:
        return WHOM
    percent = Formats.of(settings).percent
    if not customers:
        return f"{percent(named[0].n / heard)} of the times heard are of {named[0].label}"
    least = min(named, key=lambda one: one.n / heard - (one.customers or 0) / customers)
    has, told = percent((least.customers or 0) / customers), percent(least.n / heard)
    return f"{least.label} has {has} of the customers and {told} of the times heard"
