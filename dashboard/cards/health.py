"""Data health: every check, freshness, what a failure holds back, what to connect, definitions, snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import formats
from dashboard.cards.page import Block, Cards, later
from dashboard.frame import Opened
from dashboard.manifest import FindingEntry, Manifest
from dashboard.measures import MEASURES, definition
from dashboard.snapshot import Store
from dashboard.trust import trust

_OUTCOMES = {"critical": "failed, critical", "warning": "failed, warning", "info": "noted"}


def trust_summary(opened: Opened) -> Block:
    """Say in one card whether today's numbers can be believed, and what is held back or withheld."""
    manifest = opened.manifest
    judged = trust(manifest)
    held = [entry for entry in manifest.datasets.values() if entry.state in ("carried_over", "withheld")]
    return Cards.of(
        "trust",
        light=judged.light,
        sentence=judged.sentence,
        snapshot=manifest.id,
        published=f"{manifest.created_at:%-d %b %Y, %H:%M} UTC",
        failures=[_failure(finding) for finding in _worst_first(manifest.failed())],
        held=[
            {
                "name": entry.name.replace("_", " "),
                "state": "held back" if entry.state == "carried_over" else "withheld",
                "as_of": f"{entry.as_of:%-d %b %Y}" if entry.as_of else "",
                "reasons": " ".join(entry.reasons),
                "feeds": ", ".join(_fed_by(entry.name)) or "no measure",
            }
            for entry in held
        ],
    )


@later
def checks(opened: Opened) -> None:
    """List every check of every table: passed, failed, its severity, what was observed, since when."""
    manifest = opened.manifest
    st.subheader("Every check")
    only_failed = st.toggle("Only those that failed", key="only_failed", bind="query-params")
    wanted = manifest.failed() if only_failed else manifest.findings
    rows = [_check_row(finding) for finding in _worst_first(wanted)]
    if not rows:
        st.markdown("No check failed." if only_failed else "No check has been run on this snapshot.")
        return
    _table(rows, "checks")


@later
def freshness(opened: Opened) -> None:
    """Show each dataset's state, age, rows and months, and the tables behind it."""
    manifest = opened.manifest
    st.subheader("Freshness, rows and months")
    rows = [
        {
            "dataset": entry.name,
            "state": entry.state.replace("_", " "),
            "read": entry.as_of,
            "rows": entry.rows if entry.file else None,
            "months": _months(entry.months),
            "one row is": entry.description,
            "tables": ", ".join(entry.reads),
            "feeds": ", ".join(_fed_by(entry.name)),
            "why": " ".join(entry.reasons),
        }
        for entry in manifest.datasets.values()
    ]
    _table(rows, "datasets")
    tables = [
        {
            "table": table.name,
            "rows": table.rows,
            "newest": table.newest or "",
            "control totals": "; ".join(
                f"{name} {formats.count(total, opened.settings.locale)}" for name, total in table.totals.items()
            ),
        }
        for table in manifest.tables.values()
        if table.present
    ]
    if tables:
        st.markdown("**Tables of the warehouse, with control totals**")
        _table(tables, "tables")


@later
def what_to_connect(opened: Opened) -> None:
    """List the tables that are not connected, what each would feed, and the columns to provide."""
    manifest = opened.manifest
    st.subheader("What to connect next")
    missing = [name for name in manifest.contract if not _present(manifest, name)]
    partly = {
        name: table.missing_columns
        for name, table in manifest.tables.items()
        if table.present and table.missing_columns
    }
    if not missing and not partly:
        st.markdown("Every table of the contract is connected, with every column.")
        return
    rows = [
        {
            "table": name,
            "it feeds": manifest.contract[name].feeds,
            "one row is": manifest.contract[name].grain,
            "columns to provide": ", ".join(
                column.name + ("" if column.required else "?") for column in manifest.contract[name].columns
            ),
        }
        for name in missing
    ] + [
        {
            "table": name,
            "it feeds": manifest.contract[name].feeds,
            "one row is": manifest.contract[name].grain,
            "columns to provide": ", ".join(columns),
        }
        for name, columns in partly.items()
    ]
    _table(rows, "connect")
    st.caption("A ? marks a column that may be absent.")


@later
def definitions(opened: Opened) -> None:
    """Show one measure's definition, formula, datasets and queries, chosen from the registry."""
    st.subheader("What the measures mean")
    name = st.selectbox(
        "Measure", list(MEASURES), format_func=lambda name: MEASURES[name].label, key="measure", bind="query-params"
    )
    measure = MEASURES[name]
    st.markdown(definition(measure))
    for dataset in measure.formula.datasets:
        entry = opened.manifest.datasets.get(dataset)
        if entry is None:
            continue
        st.caption(f"{entry.description} {entry.rows:,} rows, {entry.state.replace('_', ' ')}.")
        with st.expander(f"The query of {dataset}"):
            st.code(entry.sql, language="sql")


@later
def snapshots(opened: Opened) -> None:
    """List what was published, carried over and rolled back."""
    st.subheader("Snapshots")
    store = Store(opened.settings.snapshots)
    rows = [
        {
            "snapshot": line.id,
            "published": line.created_at,
            "shown": "on the wall" if line.id == opened.manifest.id else "",
            "pinned": line.pinned or "",
            **{f"datasets {state.replace('_', ' ')}": count for state, count in line.states.items()},
            "problem": line.problem or "",
        }
        for line in store.list()
    ]
    _table(rows, "snapshots")
    events = [
        {"when": event.at, "what": event.what.replace("_", " "), "snapshot": event.snapshot, "why": event.detail}
        for event in reversed(store.history())
    ]
    if events:
        with st.expander("What happened to them"):
            _table(events, "events")


def _table(rows: Sequence[Mapping[str, object]], key: str) -> None:
    """Draw rows as a table no higher than a dozen of them; numbers and times as they are read."""
    wide = ("what was found", "what to do", "columns to provide", "one row is", "why", "control totals")
    times = ("read", "published", "when", "failing since")
    config = {name: st.column_config.TextColumn(width="large") for name in wide}
    config |= {name: st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", timezone="UTC") for name in times}
    config |= {"rows": st.column_config.NumberColumn(format="localized")}
    frame = pd.DataFrame(rows)
    shown = {name: column for name, column in config.items() if name in frame}
    st.dataframe(frame, hide_index=True, height=36 * min(len(rows), 11) + 40, column_config=shown, key=key)


def _check_row(finding: FindingEntry) -> dict[str, object]:
    accepted = finding.accepted
    return {
        "outcome": "passed" if finding.passed else _OUTCOMES[finding.severity],
        "what was found": finding.sentence,
        "failing since": finding.since,
        "what to do": "" if finding.passed else finding.action,
        "subject": finding.subject,
        "column": finding.column or "",
        "observed": finding.observed,
        "expected": finding.expected,
        "accepted": f"by {accepted.by} until {accepted.until:%-d %b %Y}: {accepted.reason}" if accepted else "",
        "check": finding.check,
    }


def _failure(finding: FindingEntry) -> dict[str, str]:
    accepted = finding.accepted
    return {
        "severity": finding.severity,
        "sentence": finding.sentence,
        "action": finding.action,
        "since": f"failing since {finding.since:%-d %b %Y}" if finding.since else "",
        "accepted": f"Accepted by {accepted.by} until {accepted.until:%-d %b %Y}: {accepted.reason}"
        if accepted
        else "",
    }


def _worst_first(findings: Iterable[FindingEntry]) -> list[FindingEntry]:
    order = {"critical": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda finding: (finding.passed, order[finding.severity], finding.subject))


def _fed_by(dataset: str) -> list[str]:
    return [measure.label for measure in MEASURES.values() if dataset in measure.formula.datasets]


def _present(manifest: Manifest, table: str) -> bool:
    entry = manifest.tables.get(table)
    return entry is not None and entry.present


def _months(months: tuple[int, int] | None) -> str:
    if months is None:
        return ""
    return " to ".join(f"{month // 12}-{month % 12 + 1:02d}" for month in months)
