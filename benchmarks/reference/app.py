"""A customer-experience page as Streamlit's and DuckDB's tutorials write one: eight tiles, six charts, one filter.

    REFERENCE_FILE=data/reference/answers-10000000.duckdb streamlit run benchmarks/reference/app.py

Each query is a function under `st.cache_data`, keyed by the region; a chart is built by Altair where it is drawn.
It is the yardstick of the budgets: it is neither tuned nor held back.
"""

from __future__ import annotations

import os

import altair as alt
import duckdb
import pandas as pd
import streamlit as st

FILE = os.environ.get("REFERENCE_FILE", "data/reference/answers-10000000.duckdb")
EVERYWHERE = "All regions"

st.set_page_config(page_title="Customer experience", layout="wide")


@st.cache_resource
def connect() -> duckdb.DuckDBPyConnection:
    """Open the file once for all sessions."""
    return duckdb.connect(FILE, read_only=True)


def query(sql: str, region: str) -> pd.DataFrame:
    """Ask for the rows of a region, or of all."""
    everywhere = region == EVERYWHERE
    where = "true" if everywhere else "region = ?"
    return connect().cursor().execute(sql.format(where=where), [] if everywhere else [region]).df()


@st.cache_data
def load_regions() -> list[str]:
    """List the regions for the filter."""
    return sorted(query("select distinct region from answers where {where}", EVERYWHERE)["region"])


@st.cache_data
def load_tiles(region: str) -> pd.DataFrame:
    """Eight figures of the last year and of the year before."""
    return query(
        """
        select
            year(answered_at) as year,
            100 * (avg((recommend >= 9)::integer) - avg((recommend <= 6)::integer)) as nps,
            100 * avg((satisfaction >= 4)::integer) as csat,
            avg(effort) as effort,
            count(*) as answers,
            count(distinct customer_id) as customers,
            sum(revenue)::double / 1e6 as revenue,
            avg(hours_to_resolve) as hours,
            100 * avg(solved_at_once::integer) as at_once
        from answers
        where year(answered_at) in (2024, 2025) and {where}
        group by 1
        order by 1
        """,
        region,
    )


@st.cache_data
def load_months(region: str) -> pd.DataFrame:
    """NPS and satisfaction a month and segment."""
    return query(
        """
        select
            date_trunc('month', answered_at) as month,
            segment,
            100 * (avg((recommend >= 9)::integer) - avg((recommend <= 6)::integer)) as nps,
            sum(revenue)::double / 1e6 as revenue
        from answers
        where {where}
        group by 1, 2
        order by 1, 2
        """,
        region,
    )


@st.cache_data
def load_channels(region: str) -> pd.DataFrame:
    """Satisfied answers a channel and segment."""
    return query(
        """
        select channel, segment, 100 * avg((satisfaction >= 4)::integer) as csat
        from answers
        where {where}
        group by 1, 2
        order by 1, 2
        """,
        region,
    )


@st.cache_data
def load_themes(region: str) -> pd.DataFrame:
    """The ten themes with most detractors."""
    return query(
        """
        select theme, count(*) as detractors
        from answers
        where recommend <= 6 and {where}
        group by 1
        order by 2 desc, 1
        limit 10
        """,
        region,
    )


@st.cache_data
def load_scores(region: str) -> pd.DataFrame:
    """How often each score was given."""
    return query(
        "select recommend, count(*) as answers from answers where {where} group by 1 order by 1",
        region,
    )


@st.cache_data
def load_hours(region: str) -> pd.DataFrame:
    """Hours to a solution, by weekday and hour of the day."""
    return query(
        """
        select dayname(answered_at) as weekday, hour(answered_at) as hour, avg(hours_to_resolve) as hours
        from answers
        where {where}
        group by 1, 2
        order by 1, 2
        """,
        region,
    )


st.title("Customer experience")
region = st.selectbox("Region", [EVERYWHERE, *load_regions()], key="region")

tiles = load_tiles(region)
before, now = tiles.iloc[0], tiles.iloc[-1]
top = st.columns(4)
top[0].metric("Net Promoter Score", f"{now.nps:+.1f}", f"{now.nps - before.nps:+.1f}")
top[1].metric("Satisfied", f"{now.csat:.1f} %", f"{now.csat - before.csat:+.1f} pts")
top[2].metric("Effort", f"{now.effort:.2f}", f"{now.effort - before.effort:+.2f}", delta_color="inverse")
top[3].metric("Answers", f"{now.answers:,.0f}", f"{now.answers - before.answers:+,.0f}")
below = st.columns(4)
below[0].metric("Customers", f"{now.customers:,.0f}", f"{now.customers - before.customers:+,.0f}")
below[1].metric("Revenue", f"{now.revenue:,.1f} M", f"{now.revenue - before.revenue:+,.1f} M")
below[2].metric("Hours to resolve", f"{now.hours:.1f}", f"{now.hours - before.hours:+.1f}", delta_color="inverse")
below[3].metric("Solved at once", f"{now.at_once:.1f} %", f"{now.at_once - before.at_once:+.1f} pts")

months = load_months(region)
left, middle, right = st.columns(3)
left.subheader("Net Promoter Score")
left.altair_chart(
    alt.Chart(months)
    .mark_line()
    .encode(
        x=alt.X("month:T", title=None),
        y=alt.Y("nps:Q", title="NPS", scale=alt.Scale(zero=False)),
        color=alt.Color("segment:N", title="Segment"),
        tooltip=["month:T", "segment:N", alt.Tooltip("nps:Q", format="+.1f")],
    ),
)
middle.subheader("Revenue")
middle.altair_chart(
    alt.Chart(months)
    .mark_area()
    .encode(
        x=alt.X("month:T", title=None),
        y=alt.Y("revenue:Q", title="Million"),
        color=alt.Color("segment:N", title="Segment"),
        tooltip=["month:T", "segment:N", alt.Tooltip("revenue:Q", format=",.1f")],
    ),
)
right.subheader("Satisfied by channel")
right.altair_chart(
    alt.Chart(load_channels(region))
    .mark_bar()
    .encode(
        x=alt.X("channel:N", title=None),
        xOffset="segment:N",
        y=alt.Y("csat:Q", title="%"),
        color=alt.Color("segment:N", title="Segment"),
        tooltip=["channel:N", "segment:N", alt.Tooltip("csat:Q", format=".1f")],
    ),
)
left, middle, right = st.columns(3)
left.subheader("Themes of detractors")
left.altair_chart(
    alt.Chart(load_themes(region))
    .mark_bar()
    .encode(
        x=alt.X("detractors:Q", title="Answers"),
        y=alt.Y("theme:N", sort="-x", title=None),
        tooltip=["theme:N", alt.Tooltip("detractors:Q", format=",")],
    ),
)
middle.subheader("Scores")
middle.altair_chart(
    alt.Chart(load_scores(region))
    .mark_bar()
    .encode(
        x=alt.X("recommend:O", title="Would recommend, 0 to 10"),
        y=alt.Y("answers:Q", title="Answers"),
        tooltip=["recommend:O", alt.Tooltip("answers:Q", format=",")],
    ),
)
right.subheader("Hours to resolve")
right.altair_chart(
    alt.Chart(load_hours(region))
    .mark_rect()
    .encode(
        x=alt.X("hour:O", title="Hour of the day"),
        y=alt.Y("weekday:O", title=None),
        color=alt.Color("hours:Q", title="Hours"),
        tooltip=["weekday:O", "hour:O", alt.Tooltip("hours:Q", format=".1f")],
    ),
)
