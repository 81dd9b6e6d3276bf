"""Who turned to the company again after it had helped, as words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.view import View
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.helped import After, Before, Helped
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted
from dashboard.words.verdicts import verdict

NAME = "Contact again within 30 days after proactive help"
MEANING = (
    "Contacts that the company began to help, and cases that it began itself, with the share after which the customer "
    "opened a case within 30 days, about whatever; beside it the same after contacts to sell and to inform, and after "
    "cases that customers began. Of a contact only the day is known: what the customer did on that day does not count. "
    "Each contact counts as one of its own. Whom a company contacts is not left to chance: evidence grade D, a plain "
    "association, of unlike customers; it shows no cause."
)
CALLED: Mapping[Before, str] = {
    "help": "A contact to help", "proactive": "A case that the company began", "sell": "A contact to sell",
    "inform": "A contact to inform", "reactive": "A case that the customer began",
}  # fmt: skip
OTHERS = "contacts to sell or inform"
TURNED = "opened a case within 30 days"
GRADE = "Whom the company contacts is not left to chance: evidence grade D, a plain association; it shows no cause."
NOT_YET = "Of the last 30 days nobody knows yet: they are left out, and so are customers who are not known."


def title(found: Helped, settings: Settings) -> str:
    """Return the finding: what happened after help beside what did after other contacts."""
    of = {one.before: one for one in found.told}
    if "help" not in of:
        if "proactive" not in of:
            return NAME
        share = Formats.of(settings).percent(of["proactive"].share.value)
        return f"After {share} of the cases that the company began, the customer opened one within 30 days"
    share = Formats.of(settings).percent(of["help"].share.value)
    said = f"After {share} of the contacts to help, the customer opened a case within 30 days"
    if found.difference is None:
        return said
    if found.difference.low <= 0 <= found.difference.high:
        return f"{said}: no difference from {OTHERS} can be told"
    more = "more" if found.difference.value > 0 else "fewer"
    return f"{said}: {Formats.of(settings).points(100 * abs(found.difference.value))} {more} than after {OTHERS}"


def subtitle(view: View, company: str) -> str:
    """Return whom it is about, and what is told with which interval."""
    return f"{figures.scope(view, company)} · {view.period.label} · {TURNED}, {INTERVAL}"


def instead(found: Helped, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if any(one.before in ("help", "proactive") for one in found.told):
        return ""
    return (
        f"In {view.period.label} the company helped of its own accord fewer than {settings.least_n} times of which it "
        "is known what came after: too few to tell."
    )


def notes(found: Helped, figure: Figure, settings: Settings) -> tuple[str, ...]:
    """Return how it moved, what nobody knows yet, what there is too little of, and what it is worth as evidence."""
    formats, said = Formats.of(settings), []
    if verdict(figure) and figures.change(figure, settings):
        moved = " ".join(filter(None, (figures.arrow(figure, settings), figures.change(figure, settings))))
        said.append(f"All help together: {figures.value(figure, settings)}, {moved}, {verdict(figure)}.")
    if found.difference is not None:
        value, low, high = (100 * end for end in (found.difference.value, found.difference.low, found.difference.high))
        said.append(f"The share after contacts to help, less that after {OTHERS}: {formats.points(value, signed=True)} "
                    f"({INTERVAL} {formats.around(value, low, high, 1)}).")  # fmt: skip
    said += [f"{CALLED[one.before]}: {formats.count(one.followed)} followed, too few to tell." for one in found.few]
    return (*said, NOT_YET, GRADE)


def label(one: After, settings: Settings) -> str:
    """Return what is written beside a mark: '12.3 % of 1,204'."""
    formats = Formats.of(settings)
    return f"{formats.percent(one.share.value)} of {formats.count(one.followed)}"


def alternative(found: Helped, settings: Settings) -> str:
    """Return the chart for those who do not see it."""
    formats = Formats.of(settings)
    return "; ".join(
        f"{CALLED[one.before]}: {formats.percent(one.share.value)} "
        f"({formats.percents(one.share.low, one.share.high)}) of {counted(one.followed, 'time', settings.locale)}"
        for one in found.told
    )
