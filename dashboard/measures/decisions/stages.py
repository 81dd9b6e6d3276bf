"""Stages of journeys that nobody owns: who is to?"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.data.registers import JourneyStage, read_register, unowned_stages
from dashboard.measures.decisions.pending import NOT_KNOWN, Asking, Pending, counted
from dashboard.measures.journeys.stages import CUSTOMERS, DRAWN, within

NEEDS = (DRAWN,)
DATASETS = (*NEEDS, CUSTOMERS)


def stages_without_owner(asking: Asking) -> Iterator[Pending]:
    """Ask of each stage that the company draws and no department owns who is to; not where none has an owner: then it
    is not known who owns what. What waiting costs is what customers within it bring whose promise has passed, or who
    said that it was bad."""
    unowned = unowned_stages(read_register(asking.data, JourneyStage))
    if not unowned:
        return
    inside = within(asking.data, asking.view) if asking.data.allows(CUSTOMERS) else {}
    for stage in unowned:
        found = inside.get((stage.journey, stage.stage))
        subject = f"stage:{stage.journey}/{stage.stage}"
        cost = NOT_KNOWN if found is None else counted("money", found.at_risk_revenue, subject)
        yield Pending(
            "stage_without_owner", subject, f"{stage.stage} ({stage.journey})", None, None, None, None, cost
        )  # fmt: skip
