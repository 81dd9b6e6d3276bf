"""The reference page's rows: survey answers in a DuckDB file, built once.

Drawn by DuckDB's own hash of a row's number: the same rows on every machine, whatever number of threads builds them.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"
ROWS = 10_000_000

DRAW = "create temp macro draw(number, what, most) as (hash(number, what) % most)::integer"
"""A whole number from 0 to one less than the most."""

BUILD = """
    create table answers as
    with drawn as (
        select
            number,
            draw(number, 'mood', 1000) as mood,
            draw(number, 'luck', 1000) as luck,
            draw(number, 'spend', 100_000) as spend,
            draw(number, 'day', 1826) as day
        from range(?) as rows(number)
    )
    select
        timestamp '2021-01-01' + to_days(day) + to_seconds(draw(number, 'second', 86_400)) as answered_at,
        (['Americas', 'Central Europe', 'Northern Europe', 'Asia', 'Oceania', 'Africa'])[draw(number, 'region', 6) + 1]
            as region,
        (['Small', 'Middle', 'Large'])[draw(number, 'segment', 3) + 1] as segment,
        (['Web', 'Phone', 'Chat', 'Shop', 'Partner'])[draw(number, 'channel', 5) + 1] as channel,
        'Theme ' || lpad((1 + draw(number, 'theme', 20) * draw(number, 'often', 20) // 19)::varchar, 2, '0') as theme,
        draw(number, 'customer', 400_000) as customer_id,
        least(10, mood // 100 + (mood > 300)::integer + (day > 2 * luck)::integer)::tinyint as recommend,
        (1 + (mood + luck) // 400)::tinyint as satisfaction,
        (1 + (mood + luck) // 300)::tinyint as effort,
        (spend % 4800 / 60)::float as hours_to_resolve,
        luck < 700 as solved_at_once,
        (spend / 100)::decimal(9, 2) as revenue
    from drawn
"""


def reference_file(rows: int = ROWS, folder: Path = FOLDER) -> Path:
    """Return the file with so many answers; the first call builds it (ten million take 10 to 40 s)."""
    file = folder / f"answers-{rows}.duckdb"
    if file.exists():
        return file
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}.duckdb")
    with duckdb.connect(str(draft)) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(DRAW)
        connection.execute(BUILD, [rows])
    draft.replace(file)  # whole or not at all: a run that is interrupted leaves no half of it
    return file
