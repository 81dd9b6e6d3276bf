"""Handle time beside resolution and satisfaction, as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks import Sentence
from dashboard.data.view import View
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.handling import MOST, Handling, Parted
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.comparison import compared_with
from dashboard.words.language import INTERVAL
from dashboard.words.plain import capitalised, counted, listed, some
from dashboard.words.verdicts import verdict

NAME = "Handle time beside resolution and satisfaction"
ALL = "All cases"
BY_DEPARTMENT = "Handle time, resolution and satisfaction by department"
MEANING = (
    "How long a case is worked on, how many are solved at the first contact, what customers give them and how long "
    "they wait for the end: never one without the others. Where one gets better while another gets worse, each by a "
    "clear change of its own, it is said, with the departments and regions in which it is so; a shorter handle time "
    "counts as the better one here. What moved what is not told by it."
)
MISSING: Mapping[str, str] = {
    "handle_minutes": "How long cases are worked on is not known: connect handle_minutes of support_cases.",
    "first_contact_resolution": "What the first contact solves is not known: connect first_contact_resolved of "
    "support_cases.",
    "case_csat": "What customers give cases is not known: connect csat of support_cases.",
}
NO_CAUSE = "Nobody claims here that the one moved the other."


def missing(name: str) -> str:
    """Return what is said in the place of a measure that is not known, and how it would be."""
    return MISSING[name]


def title(found: Handling, view: View, names: Mapping[str, str], settings: Settings) -> str:
    """Return the finding: what parts in all, or else in which places; or that nothing does."""
    whole = [one for one in found.parted if one.where == "whole"]
    if whole:
        return capitalised(_both(whole[0], settings))
    if found.parted:
        where = some([place_of(one, names) for one in found.parted], most=3)
        return f"One improved while another worsened in {where}"
    if view.against is None or not found.looked_at:
        return NAME
    return "Handle time, resolution and satisfaction do not part: none improved while another worsened"


def sentence(one: Parted, names: Mapping[str, str], settings: Settings) -> Sentence:
    """Return a warning: 'Support: handle time fell 14.1 % to 16.3 minutes while …', what did not move behind it."""
    rest = capitalised("; ".join(f"{_label(figure, settings)}: {_still(figure)}" for figure in one.others))
    if one.where == "whole":  # what parted is the title
        return Sentence("Beside them", f": {rest}." if rest else " nothing else is known.")
    links = {"department": f"department:{one.place}", "region": f"region:{one.place}"}
    finding = f"{place_of(one, names)}: {_both(one, settings)}"
    return Sentence(finding, f". {rest}." if rest else ".", links[one.where])


def none_parted(found: Handling, view: View, settings: Settings) -> str:
    """Return what is said where nothing parts, and of how many places."""
    if view.against is None:
        return "Nothing to compare with: the data do not reach back so far."
    if not found.looked_at:
        return f"Too little is known to judge two of them against {compared_with(view)}."
    parts = [
        counted(number, what, settings.locale)
        for number, what in ((found.departments, "department"), (found.regions, "region")) if number
    ]  # fmt: skip
    where = listed([*(["all of them together"] if found.whole else []), *parts])
    return (
        f"Looked at: {where}, against {compared_with(view)}. Nowhere did one improve while another worsened, clearly."
    )


def notes(found: Handling, settings: Settings) -> tuple[str, ...]:
    """Return that no cause is claimed, and of how many regions not all were looked at."""
    said = [NO_CAUSE] if found.parted else []
    if found.of_regions > MOST:
        regions = counted(found.of_regions, "region", settings.locale)
        said.append(f"Of {regions} the {MOST} with most cases were looked at.")
    return tuple(said)


def place_of(one: Parted, names: Mapping[str, str]) -> str:
    """Return how a place is called; nothing for all that is asked for."""
    return names.get(one.place, one.place) if one.where == "department" else one.place


def _both(one: Parted, settings: Settings) -> str:
    better, worse = (listed(_moved(figure, settings) for figure in side) for side in (one.better, one.worse))
    return f"{better} while {worse}"


def _moved(figure: Figure, settings: Settings) -> str:
    """Return what a figure did: 'handle time fell 14.1 % to 16.3 minutes'."""
    rose = figures.shown_move(figure, settings) > 0
    size = figures.change(figure, settings)
    word = verdict(figure)
    less = f" ({word})" if not word.startswith("clear") else ""
    return f"{_label(figure, settings)} {'rose' if rose else 'fell'} {size} to {figures.value(figure, settings)}{less}"


def _still(figure: Figure) -> str:
    return verdict(figure) or "not compared"


def _label(figure: Figure, settings: Settings) -> str:
    """Return a measure's label within a sentence; an abbreviation keeps its capitals."""
    label = measure(figure.measure, settings).label
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def subtitle(figure: Figure, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, what it is counted of, its interval or usual range, and what the drawing means."""
    basis = measure(figure.measure, settings).basis
    said = (figures.scope(view, company), basis, *_sure(figure, settings), figures.caption(figure, view, settings))
    return " · ".join(filter(None, said))


def _sure(figure: Figure, settings: Settings) -> Sequence[str]:
    interval = figures.interval(figure, settings)
    return (f"{INTERVAL} {interval}",) if interval else ()
