"""Data health: first whether the numbers can be believed, and what is not; all that was found is folded below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import words
from dashboard.cards.faults import STATES, accepted, faults, worst_first
from dashboard.cards.feeds import fed_by
from dashboard.cards.page import Block, Cards, later
from dashboard.measures import MEASURES, definition, measure
from dashboard.screen.frame import Opened
from dashboard.snapshots.manifest import DatasetEntry, FindingEntry, Manifest, TableEntry
from dashboard.snapshots.store import Store
from dashboard.words import formats
from dashboard.words.trust import advice, in_state, moment, trust

_OUTCOMES = {"critical": "failed, critical", "warning": "failed, warning", "info": "noted"}
_EVENTS = {"rolled_back": "rolled back", "pruned": "removed, being old"}
_NO_FILTER = "The filters above change nothing here: checks and freshness are of the whole snapshot."
_ROWS = re.compile(r"\b\d{4,}(?= rows?\b)")
_MOST_FAULTS = 12
_WIDE = {"what was found": 420, "what to do": 360, "observed": 240, "expected": 240, "accepted": 240}
_HIGH = 60
"""The height of a check's row: above four lines of the base size Streamlit lets words wrap."""


def trust_summary(opened: Opened) -> Block:
    """Say in one card whether today's numbers can be believed, and which tiles are held back or withheld, and why."""
    manifest, locale = opened.manifest, opened.settings.locale
    judged = trust(manifest, locale)
    found = faults(manifest, opened.settings)
    more = len(found) - _MOST_FAULTS
    return Cards.of(
        "trust",
        light=judged.light,
        answer=_answer(manifest),
        sentence=judged.sentence[0].upper() + judged.sentence[1:],
        published=f"Snapshot published {moment(manifest.created_at, manifest, locale)} ({manifest.timezone})",
        facts=_facts(manifest, locale),
        faults=found[:_MOST_FAULTS],
        notes=[*_uncounted(more), *manifest.notices, _NO_FILTER],
    )


def _uncounted(more: int) -> list[str]:
    """Say how many faults are not listed in the summary."""
    return [f"{more} more {'stands' if more == 1 else 'stand'} under “Every check” below."] if more > 0 else []


@later
def checks(opened: Opened) -> None:
    """List every check of every table: passed, failed, its severity, what was observed, since when."""
    manifest, locale = opened.manifest, opened.settings.locale
    failed = manifest.failed()
    run, passed = (formats.count(n, locale) for n in (len(manifest.findings), len(manifest.findings) - len(failed)))
    with _fold("Every check", f"{passed} of {run} passed", asked="only_failed"):
        only_failed = st.toggle("Only those that failed", key="only_failed", bind="query-params")
        rows = [_check_row(opened, finding) for finding in worst_first(failed if only_failed else manifest.findings)]
        if not rows:
            st.markdown("No check failed." if only_failed else "No check has been run on this snapshot.")
            return
        wide = {name: st.column_config.TextColumn(width=width) for name, width in _WIDE.items()}
        since = st.column_config.DatetimeColumn(width=140, format="D MMM YYYY, HH:mm", timezone=manifest.timezone)
        st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            height=_HIGH * min(len(rows), 8) + 42,
            row_height=_HIGH,
            column_config=wide | {"failing since": since},
            placeholder="",
            key="checks",
            alt="Every check with its outcome, what was found, what to do about it, and since when it has failed",
        )


@later
def freshness(opened: Opened) -> None:
    """Show each dataset's state, age, rows and months, and the tables behind it with their control totals."""
    manifest, locale = opened.manifest, opened.settings.locale
    shown = in_state(manifest, "published", "carried_over")
    total = words.counted(sum(entry.rows for entry in shown), "row", locale)
    with _fold("Freshness, rows and months", f"{words.counted(len(shown), 'dataset', locale)}, {total}"):
        rows = [_dataset_row(opened, entry) for entry in manifest.datasets.values()]
        _table(rows, locale, "The datasets with their state, when they were read, rows, months and what they feed")
    present = [_table_row(opened, table) for table in manifest.tables.values() if table.present]
    if present:
        with _fold("Tables of the warehouse", f"{len(present)} connected, with control totals"):
            _table(present, locale, "The tables of the warehouse with their rows, newest day and control totals")


@later
def what_to_connect(opened: Opened) -> None:
    """List the tables that are not connected, what each would feed, and the columns to provide."""
    manifest = opened.manifest
    wanted = {
        name: [column.name + ("" if column.required else "?") for column in table.columns]
        for name, table in manifest.contract.items()
        if not _present(manifest, name)
    }
    partly = {
        name: table.missing_columns for name, table in manifest.tables.items() if table.present and name not in wanted
    }
    wanted |= {name: columns for name, columns in partly.items() if columns and name in manifest.contract}
    count = words.counted(len(wanted), "table", opened.settings.locale) if wanted else "nothing is missing"
    with _fold("What to connect next", count):
        if not wanted:
            st.markdown("Every table of the contract is connected, with every column.")
            return
        rows = [
            {
                "table": name,
                "it feeds": manifest.contract[name].feeds,
                "one row is": manifest.contract[name].grain,
                "columns to provide": ", ".join(columns),
            }
            for name, columns in wanted.items()
        ]
        _table(rows, opened.settings.locale, "The tables to connect, what each would feed, and the columns to provide")
        st.caption("A ? marks a column that may be absent.")


@later
def definitions(opened: Opened) -> None:
    """Show one measure's definition, formula, datasets and queries, chosen from the registry."""
    locale = opened.settings.locale
    with _fold("What the measures mean", f"{len(MEASURES)} definitions, with their queries", asked="measure"):
        name = st.selectbox(
            "Measure",
            list(MEASURES),
            format_func=lambda name: measure(name, opened.settings).label,
            key="measure",
            bind="query-params",
            width=360,
        )
        entry = measure(name, opened.settings)
        st.markdown(formats.as_it_is(definition(entry)))
        for dataset in entry.formula.datasets:
            known = opened.manifest.datasets.get(dataset)
            if known is None:
                continue
            rows = words.counted(known.rows, "row", locale)
            st.caption(f"{formats.as_it_is(known.description)} {rows}, {STATES[known.state]}.")
            st.code(known.sql, language="sql", height=320 if known.sql.count("\n") > 14 else "content")


@later
def snapshots(opened: Opened) -> None:
    """List what was published, carried over and rolled back."""
    locale = opened.settings.locale
    store = Store(opened.settings.snapshots)
    lines = store.list()
    with _fold("Snapshots", f"{len(lines)} kept"):
        rows = [
            {
                "published": _when(opened, line.created_at),
                "shown": "current" if line.id == opened.manifest.id else "",
                **{word: line.states.get(state, 0) for state, word in STATES.items()},
                "kept for good": line.pinned or "",
                "problem": line.problem or "",
                "name": line.id,
            }
            for line in lines
        ]
        _table(rows, locale, "The snapshots with the states of their datasets; one of them is current")
        events = [
            {
                "when": _when(opened, event.at),
                "what happened": _EVENTS.get(event.what, event.what),
                "snapshot": event.snapshot or "",
                "why": event.detail,
            }
            for event in reversed(store.history())
        ]
        if events:
            st.markdown("**What happened to them**")
            _table(events, locale, "What happened to the snapshots, the newest first")


def _answer(manifest: Manifest) -> str:
    """Answer the page's question in one sentence."""
    light = trust(manifest).light
    remarks = len(manifest.failed("critical", "warning"))
    if in_state(manifest, "withheld"):
        return "Those that are shown can; what failed its checks is withheld."
    if in_state(manifest, "carried_over"):
        return "Yes, but not all are new: what failed its checks is shown as it last was good."
    if light == "red":
        return "Not without a look at what failed."
    if not manifest.findings:
        return "That is not known: no check has been run."
    return "Yes." if not remarks else f"Yes, with {words.in_letters(remarks)} remark{'s' if remarks > 1 else ''}."


def _facts(manifest: Manifest, locale: str) -> list[tuple[str, str]]:
    """Return what the answer rests on: checks, datasets, the oldest reading, the tables connected."""
    connected = len(manifest.datasets) - len(in_state(manifest, "not_connected"))
    read = [entry.as_of for entry in in_state(manifest, "published", "carried_over") if entry.as_of]
    tables = sum(_present(manifest, name) for name in manifest.contract)
    run = len(manifest.findings)
    parts = [
        (run - len(manifest.failed()), run, "checks passed"),
        (len(in_state(manifest, "published")), connected, "datasets of this refresh"),
        (tables, len(manifest.contract), "tables connected"),
    ]
    facts = [
        (f"{formats.count(some, locale)} of {formats.count(whole, locale)}", label) for some, whole, label in parts
    ]
    oldest = [(moment(min(read), manifest, locale, "d MMM, HH:mm"), "oldest data shown were read")] if read else []
    return [fact for fact, (_, whole, _) in zip(facts, parts, strict=True) if whole] + oldest


def _fold(title: str, finding: str, *, asked: str = "") -> DeltaGenerator:
    """Return a fold that tells on its outside what is in it; it is open where the address asks for what it holds.

    That is decided once a session: the address changes with what is chosen inside, and the fold is to stay as it is.
    """
    expanded = bool(asked) and st.session_state.setdefault(f"fold_{asked}", asked in st.query_params)
    return st.expander(f"**{title}** :gray[· {finding}]", expanded=expanded)


def _table(rows: Sequence[Mapping[str, object]], locale: str, alt: str) -> None:
    """Draw rows as a table whose words wrap; numbers are grouped, and text is shown as it is."""
    shown = [
        {name: formats.as_it_is(value) if isinstance(value, str) else value for name, value in row.items()}
        for row in rows
    ]
    frame = pd.DataFrame(shown).convert_dtypes()
    whole = partial(formats.count, locale=locale)
    styled = frame.style.format(na_rep="").format(whole, na_rep="", subset=list(frame.select_dtypes("number")))
    st.table(styled, hide_index=True, border="horizontal", alt=alt)


def _check_row(opened: Opened, finding: FindingEntry) -> dict[str, object]:
    locale = opened.settings.locale
    return {
        "outcome": "passed" if finding.passed else _OUTCOMES[finding.severity],
        "what was found": finding.sentence.replace("`", ""),
        "what to do": "" if finding.passed else advice(opened.manifest, finding).replace("`", ""),
        "failing since": finding.since,
        "of": finding.subject.replace("_", " "),
        "column": finding.column or "",
        "observed": _ROWS.sub(lambda found: formats.count(int(found[0]), locale), finding.observed),
        "expected": finding.expected,
        "accepted": accepted(finding, locale),
        "check": finding.check,
    }


def _dataset_row(opened: Opened, entry: DatasetEntry) -> dict[str, object]:
    locale = opened.settings.locale
    return {
        "dataset": entry.name.replace("_", " "),
        "it feeds": ", ".join(fed_by([entry.name], opened.settings)),
        "state": STATES[entry.state] + (f": {' '.join(entry.reasons)}" if entry.state == "not_connected" else ""),
        "read": _when(opened, entry.as_of),
        "rows": entry.rows if entry.file else None,
        "months": _together(formats.months(*entry.months, locale)) if entry.months else "",
        "tables": ", ".join(table.replace("_", " ") for table in entry.reads),
    }


def _table_row(opened: Opened, table: TableEntry) -> dict[str, object]:
    totals = [f"{name} {formats.count(total, opened.settings.locale)}" for name, total in table.totals.items()]
    return {
        "table": table.name.replace("_", " "),
        "rows": table.rows,
        "newest": _newest(table.newest, opened.settings.locale),
        "control totals": "; ".join(totals),
    }


def _when(opened: Opened, when: datetime | None) -> str:
    return _together(moment(when, opened.manifest, opened.settings.locale)) if when else ""


def _together(words_of_one: str) -> str:
    """Return words that stay on one line."""
    return words_of_one.replace(" ", "\N{NO-BREAK SPACE}")


def _newest(text: str | None, locale: str) -> str:
    """Return the day of the newest row as it is read."""
    return _together(formats.day(date.fromisoformat(text[:10]), locale)) if text else ""


def _present(manifest: Manifest, table: str) -> bool:
    entry = manifest.tables.get(table)
    return entry is not None and entry.present
