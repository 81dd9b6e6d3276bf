"""What two tables say of one thing, held against each other: the queries of ``crossings/``, counted.

Each brings one row a thing that was looked at: ``thing`` (its id), ``month``, ``wrong`` (1, 0), ``money`` of it that is
wrong and ``of_money``, what there is of it; where it has a ``label``, what is wrong by a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from queries.dialects import render
from queries.extract import FOLDER, with_result
from queries.source import Source

COUNTED = ("wrong", "looked_at", "money", "of_money", "example", "month", "label", "labelled")
"""What comes back, in one row: how many are wrong, of how many, their money, of all, the wrong one that weighs most and
its month, and the commonest label among the wrong, with how many have it."""


def counting(source: Source, name: str, parameters: Mapping[str, int | date]) -> str:
    """Return the statement that counts what a crossing's query brings."""
    query = (FOLDER / "crossings" / f"{name}.sql").read_text(encoding="utf-8").strip()
    labels = f"left join (\n{_LABELS}\n) l on 1 = 1" if re.search(r"\bas label\b", query) else ""
    label = "max(l.label) as label, coalesce(max(l.things), 0) as labelled"
    tail = _COUNTS.format(label=label if labels else "null as label, 0 as labelled", labels=labels)
    return render(with_result(source, query, tail), parameters)


_LABELS = """select label, things
from (
    select label, things, row_number() over (order by things desc nulls last, bytewise(label) nulls last) as position
    from (select label, count(*) as things from result where wrong = 1 group by label) n
) p
where position = 1"""

_COUNTS = """select
    coalesce(sum(r.wrong), 0) as wrong, count(*) as looked_at,
    coalesce(sum(case when r.wrong = 1 then r.money else 0.0 end), 0.0) as money,
    coalesce(sum(r.of_money), 0.0) as of_money,
    max(e.thing) as example, max(e.month) as month, {label}
from result r
left join (
    select thing, month
    from (
        select
            thing, month,
            row_number() over (order by money desc nulls last, bytewise(thing) nulls last, month nulls last) as position
        from result
        where wrong = 1
    ) w
    where position = 1
) e on 1 = 1
{labels}"""
