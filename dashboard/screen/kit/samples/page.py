"""Blocks as a page has them: the North Star, figures, news, decisions, scorecards, the Top Ten, departments."""

from __future__ import annotations

import math
from datetime import date

from dashboard.blocks import (
    Bar,
    Block,
    Cell,
    Change,
    Choice,
    Column,
    Facts,
    Fold,
    Head,
    Note,
    Part,
    Pill,
    Row,
    Sentence,
    Sentences,
    Spark,
    Stack,
    Steps,
    Table,
    Tile,
    Tiles,
)  # fmt: skip
from dashboard.screen.kit.samples.charts import chart_samples, columns, evidence
from dashboard.screen.kit.samples.manifest import CARRIED, PUBLISHED

STAGES = ("Identified", "Contained", "Root cause", "Corrective action", "Verification", "Closed")


def spark(turn: float = 0.0) -> Spark:
    """Return a series with its band and target, one month of it unknown."""
    values = tuple(math.nan if at == 7 else 10 + 3 * math.sin(at / 2 + turn) for at in range(24))
    return Spark(values, (8.0, 12.5), 13.0, "24 months, of which two were outside the usual")


def tile(label: str, value: str, **changes: object) -> Tile:
    """Return a figure with all that a card shows."""
    values: dict[str, object] = {
        "label": label, "value": value, "link": f"measure:{label.lower()}", "meaning": f"What {label} means.",
        "change": Change("2.4 points", "▼", Pill("no clear change")), "spark": spark(len(label)),
        "detail": f"{label} {value}, 95 % interval 21.9 to 24.9 %, 1,240 decisions.", "standing": PUBLISHED,
    }  # fmt: skip
    return Tile(**values | changes)  # type: ignore[arg-type]


def page() -> tuple[Block, ...]:
    """Return the blocks of a page, all of them whole."""
    return (
        Row(Head(name="P.top"), (north_star(), beside()), (1.5, 1.0)),
        Row(Head(name="P.news"), (news(), decisions()), (1.06, 1.0)),
        Row(Head(name="P.scorecard"), tuple(map(scores, ("Customer experience", "Operations", "Finance")))),
        Row(Head(name="P.strips"), (columns(), rally_cry()), (2.35, 1.0)),
        account(),
        ten(),
        departments(),
        principles(),
        Note(Head(name="P.note"), "What follows knows no region: it is of the whole company."),
        Choice(Head(name="P.choice"), "theme", "Theme", (("t0", "Passed from team to team"), ("t1", "Invoices")), "t0"),
        stages(),
        facts(),
        Fold(Head(name="P.fold", title="Every check", subtitle="60 of 60 passed"), lambda: (many(),), "checks"),
        many(),
    )  # fmt: skip


def north_star() -> Row:
    """Return the lead measure large, beside its trend, in one card."""
    lead = tile(
        "Net promoter score", "31.8", interval="29.3 to 34.3",
        change=Change("4.7 points", "▲", Pill("clear rise", "good")),
        bar=Bar(0.87, 1.0, "31.8 of a target of 36.5", "target"),
        target="target 36.5 for Dec 2026: likely missed, forecast 32.4 (28.1 to 36.7)",
    )  # fmt: skip
    others = (tile("CSAT, top two boxes", "79.3 %"), tile("Effort, easy", "72.8 %"))
    head = Head(name="P.lead", title="North Star: “They would choose us again.”", finding=False,
                notes=("North Star last reviewed 14 Sep 2026",))  # fmt: skip
    return Row(
        Head(name="P.star"), (Tiles(head, (lead, *others), "lead"), chart_samples()[0]), (1.08, 1.3), framed=True
    )


def beside() -> Tiles:
    """Return four figures."""
    return Tiles(Head(name="P.beside"), (
        tile("Win rate", "23.4 %", aim="target 25.7 %: missed", target="target 25.7 % for Jun 2026: missed"),
        tile("Gross revenue retention", "90.4 %", note="now against 12 months ago"),
        tile("Net revenue retention", "100.0 %", note="now against 12 months ago", standing=CARRIED),
        tile("Customers gained less lost", "+28", aim="target 84: off course",
             change=Change("109", "▼", Pill("a signal", "bad"))),
    ))  # fmt: skip


def news() -> Sentences:
    """Return what really changed."""
    head = Head(name="P.changed", title="What really changed", finding=False, subtitle="Q3 2026 against Q3 2025",
                standing=PUBLISHED, evidence=evidence)  # fmt: skip
    return Sentences(head, (
        Sentence("Journeys on time fell 18.5 points", " to 72.2 %, where −4.5 to +5.3 is usual, since May 2026."),
        Sentence("Net promoter score rose 4.7 points", " (1.9 to 7.5) to 31.8, mostly in DACH.", "measure:nps"),
    ))  # fmt: skip


def decisions() -> Table:
    """Return what needs a decision."""
    rows = (("Invoices are hard to understand: action overdue in 3 departments", "Jürgen Weiß", 203),
            ("A monthly call with partners: accept or decline?", "Platform & Security", 400),
            ("Shorter calls or solved calls?", "Product & Design", 255))  # fmt: skip
    return Table(
        Head(name="P.decisions", title="Needs a decision", finding=False),
        (Column("question", "Question", "text", 2.6, 1), Column("owner", "Of whom", "person"),
         Column("age", "Waits", "number")),
        tuple((Cell(ask), Cell(who, muted=True), Cell(f"{age} days", value=age, muted=True)) for ask, who, age in rows),
        order="costliest wait first", of=8, headed=False,
    )  # fmt: skip


def scores(title: str) -> Table:
    """Return four measures of a scorecard."""
    rows = (("CSAT, top two boxes", "79.3 %", "▲ 0.2 points", Pill("no clear change")),
            ("Journeys on time", "72.2 %", "▼ 18.5 points", Pill("a signal", "bad")),
            ("Time to resolve", "14.4 h", "▲ 1.2 h", Pill("too few months", "warn")),
            ("Earned growth", "1.7 to 2.8 %", "▼ 0.7 points", Pill("no clear change")))  # fmt: skip
    return Table(
        Head(name=f"P.{title}", title=title, finding=False),
        (Column("measure", "Measure", "text", 1, 1), Column("value", "Value", "number", 1, 1),
         Column("change", "Change", "pill", 1, 1), Column("trend", "Trend", "sparkline", 1, 1)),
        tuple(
            (Cell(name, note="a year on the last" if name.startswith("Earned") else "", link=f"measure:{name}"),
             Cell(value, strong=True), Cell(moved, pill=pill), Cell(drawing=spark(len(name))))
            for name, value, moved, pill in rows
        ),
        headed=False,
    )  # fmt: skip


def rally_cry() -> Tiles:
    """Return the rally cry as one strip."""
    said = "13 moved · 25 no effect · 12 too early · 6 as reported"
    return Tiles(
        Head(
            name="P.rally", title="Rally cry: “Answer once, answer right”", finding=False,
            subtitle="month 7 of 12, as of 30 Sep 2026",
        ),
        (Tile(label="done tasks moved their measure", value="13 of 38", bar=Bar(13 / 38, alt=said), target=said),
         Tile(label="of the tasks due completed", value="90 %")),
        "plain",
    )  # fmt: skip


def account() -> Tiles:
    """Return parts that add up to a score."""
    parts = (("promised to nobody", "+51.9"), ("the ten themes", "−15.7"), ("other themes", "−4.4"))
    tiles = [Tile(label=label, value=value) for label, value in parts]
    head = Head(name="P.account", title="How it adds up to the score", finding=False,
                notes=("612 answers name a theme seldom named; they are pooled.",))  # fmt: skip
    return Tiles(head, (*tiles, Tile(label="Net promoter score", value="31.8", total=True)), "plain")


def ten() -> Table:
    """Return the Top Ten's list."""
    return Table(
        Head(name="P.ten", title="The themes listed, who owns them, and what is being done", finding=False,
             subtitle="stages and tasks as of 5 Oct 2026", standing=PUBLISHED, evidence=evidence),
        (Column("rank", "Rank", "number", 1, 1), Column("theme", "Theme", "link", 1.6, 1),
         Column("owner", "Owner", "person", 1.1), Column("points", "Points lost", "number", 1, 1),
         Column("stage", "Stage and tasks", "steps", 1.1),
         Column("trend", "Since Oct 2025", "sparkline"), Column("time", "On the list", "text", 0.8)),
        tuple(_theme(at) for at in range(4)),
        keys=((1, "cross-LOB"), (0, "one line of business")),
    )  # fmt: skip


def _theme(at: int) -> tuple[Cell, ...]:
    names = ("Passed from team to team", "Invoices are hard to understand", "The answer did not solve it", "Outages")
    return (
        Cell(str(at + 1), note=("▲ 2", "–", "▼ 1", "new")[at], strong=True, value=at + 1),
        Cell(names[at], note="1,204 mentions · rank 1 to 3", link=f"theme:t{at}", strong=True, detail="What it means"),
        Cell("Jürgen Weiß" if at else "no owner", note="with Support, Billing" if at else "", key=1 if at < 2 else 0),
        Cell(f"{2.9 - at / 4:.1f}", note="2.1 to 3.7", value=2.9 - at / 4, strong=True),
        Cell(STAGES[at], note="3 of 5 tasks done", remark="" if at else "no task is due",
             drawing=Steps(STAGES, ("4 May 2026",) * 6, tuple(step <= at for step in range(6)))),
        Cell(drawing=spark(at)),
        Cell("204 days", note="3 times"),
    )  # fmt: skip


def departments() -> Table:
    """Return a department's scorecard: ten columns."""
    rows = (("Support", "3 of 5", Pill("on course", "good"), 4, 9, 3, "The answer did not solve it", (6, 4, 0)),
            ("Onboarding & Services", "2 of 4", Pill("at risk", "warn"), 5, 7, 1, "Slow onboarding", (3, 2, 2)),
            ("Platform & Security", "1 of 4", Pill("off course", "bad"), 3, 8, 4, "Outages and slow hours", (2, 6, 1)),
            ("Finance", "no customer goal", None, 2, 3, 0, "", (0, 5, 0)))  # fmt: skip
    kinds = ("customer", "cost", "growth")
    return Table(
        Head(name="P.departments", title="Two of four departments are off course; Billing slipped most",
             subtitle="all of Gallery · tasks due Jan to Sep 2026 · n 62", standing=PUBLISHED, evidence=evidence),
        (Column("name", "Department", "text", 1.1, 1), Column("goals", "Customer goals", "pill", 1, 1),
         Column("tasks", "Tasks due, on time by the first date", "bar", 1.4), Column("slips", "Slips", "number", 1, 3),
         Column("theme", "Costliest theme owned", "link", 1.4), Column("points", "Points lost", "number"),
         Column("wait", "Hand-off wait", "number", 1, 3), Column("mix", "Goals by kind", "bar", 0.9),
         Column("pay", "In pay", "number"), Column("conflicts", "Conflicts", "number", 1, 3)),
        tuple(
            (Cell(name, strong=True), Cell(goals, pill=pill, muted=pill is None),
             Cell(f"{done} of {due} on time", drawing=Bar(done / due, alt=f"{done} of {due} on time")),
             Cell(str(slips), value=slips), Cell(theme, link="theme:t2") if theme else Cell("none", muted=True),
             Cell("−1.8", value=-1.8), Cell("1.9 h", value=1.9),
             Cell(drawing=Stack(tuple(Part(kind, mix[at], (0, 2, 3)[at]) for at, kind in enumerate(kinds)), "the mix")),
             Cell("20 %", value=0.2), Cell("1", value=1))
            for name, goals, pill, done, due, slips, theme, mix in rows
        ),
        order="worst first", of=8, keys=((0, "customer"), (2, "cost"), (3, "growth")),
    )  # fmt: skip


def principles() -> Table:
    """Return the guiding principles with what serves them."""
    return Table(
        Head(name="P.principles", title="Guiding principles, and what serves them", finding=False),
        (Column("name", "Principle", "text", 0.8, 1), Column("measures", "Measures", "text", 1.3),
         Column("goals", "Objectives", "text", 1.5)),
        ((Cell("Answer once", strong=True), Cell("Net promoter score 31.8 · Effort, easy 72.8 %"),
          Cell("2 objectives: Fewer hand-offs; One answer", muted=True)),
         (Cell("Keep the promise", strong=True), Cell(remark="no measure serves it"),
          Cell(remark="no objective serves it"))),
        headed=False,
    )  # fmt: skip


def stages() -> Table:
    """Return a theme's stages as a timeline."""
    drawing = Steps(STAGES, ("4 May 2026", "9 Jun 2026", "1 Jul 2026", "not yet", "not yet", "not yet"),
                    (True, True, True, False, False, False), wide=True)  # fmt: skip
    head = Head(name="P.stages", title="Where it stands", finding=False)
    return Table(head, (Column("stages", "", "steps", 1, 1),), ((Cell(drawing=drawing),),), headed=False)


def facts() -> Facts:
    """Return facts with an answer and its light."""
    head = Head(
        name="P.facts", title="Can today’s numbers be believed?", finding=False, subtitle="published 5 Oct 2026"
    )
    return Facts(
        head, (("Checks", "752 of 755 passed"), ("Oldest data", "26 Sep, 08:30")), "Yes, with three remarks.", "warn"
    )


def many() -> Table:
    """Return sixty rows of every kind of column."""
    return Table(
        Head(name="P.many", title="Sixty rows, of which fourteen are seen at once", standing=PUBLISHED),
        (Column("text", "What", "text", 1.6, 1), Column("number", "Value", "number"), Column("pill", "Outcome", "pill"),
         Column("bar", "Done", "bar"), Column("trend", "Trend", "sparkline"), Column("who", "Who", "person"),
         Column("day", "Since", "day")),
        tuple(
            (Cell(f"Row {at}: *as* `it` is <b>written</b>"), Cell(f"€{at * 1_234:,}", value=at * 1_234),
             Cell(pill=Pill("passed", "good") if at % 3 else Pill("failed", "bad")),
             Cell(drawing=Bar(at / 60, alt=f"{at} of 60")), Cell(drawing=spark(at)), Cell("Łucja Wójcik"),
             Cell("1 Jul 2026", value=date(2026, 7, 1)))
            for at in range(60)
        ),
        order="as they came",
    )  # fmt: skip
