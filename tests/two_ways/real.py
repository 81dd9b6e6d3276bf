"""Two real companies, read from their published files without the mappings, row by row, into the contract's tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from queries.contract import CONTRACT
from tests.engines import write_duckdb

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
Rows = Iterable[Mapping[str, Any]]

_ARROW = {
    "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}  # fmt: skip


def write(file: Path, tables: Mapping[str, Rows]) -> Path:
    """Write a warehouse with every table of the contract; those that are not given have no rows."""
    whole = {}
    for name, table in CONTRACT.items():
        rows = list(tables.get(name, ()))
        columns = {
            each.name: pa.array([row.get(each.name) for row in rows], _ARROW[each.type]) for each in table.columns
        }
        whole[name] = pa.table(columns)
    write_duckdb(file, whole)
    return file


def read(*path: str) -> list[dict[str, Any]]:
    return list(pq.read_table(DATA.joinpath(*path)).to_pylist())


# ── Olist ──

NOW = datetime(2018, 9, 1)  # noqa: DTZ001 - the files tell no zone
STATES = {
    "Norte": "AC AP AM PA RO RR TO", "Nordeste": "AL BA CE MA PB PE PI RN SE", "Centro-Oeste": "DF GO MT MS",
    "Sudeste": "ES MG RJ SP", "Sul": "PR RS SC",
}  # fmt: skip
REGION = {state: region for region, states in STATES.items() for state in states.split()}


def olist(file: Path) -> Path:
    orders = {row["order_id"]: row for row in read("olist", "orders.parquet")}
    weights = {row["order_id"]: row["sample_weight"] for row in read("olist", "order_sample_weight.parquet")}
    people = {row["customer_id"]: row for row in read("olist", "customers.parquet")}
    limits: dict[str, datetime] = {}
    for item in sorted(read("olist", "order_items.parquet"), key=lambda item: item["shipping_limit_date"]):
        limits[item["order_id"]] = item["shipping_limit_date"]
    kept = {name: order for name, order in orders.items() if _drawn(name, weights) and bought(order) < NOW}
    person = {name: people[order["customer_id"]]["customer_unique_id"] for name, order in orders.items()}
    return write(file, {
        "customers": ({"customer_id": who, "region": region} for who, region in {
            each["customer_unique_id"]: REGION[each["customer_state"]] for each in people.values()}.items()),
        "survey_responses": _reviews(orders, person, weights),
        "journey_stages": [{"journey": "Order", "stage": "Deliver", "position": 3, "is_last": True}],
        "journey_steps": [step for name, order in kept.items() for step in _steps(name, order, person, limits)],
        "revenue": [
            {"customer_id": person[each["order_id"]], "month": bought(kept[each["order_id"]]).date().replace(day=1),
             "amount": float(each["payment_value"])}
            for each in read("olist", "order_payments.parquet")
            if each["order_id"] in kept and kept[each["order_id"]]["order_status"] not in ("canceled", "unavailable")
        ],
    })  # fmt: skip


def bought(order: Mapping[str, Any]) -> datetime:
    return order["order_purchase_timestamp"]  # type: ignore[no-any-return]


def _drawn(order: str, weights: Mapping[str, float]) -> bool:
    """Undelivered orders are all in the sample: a share of them, drawn by md5, stands for itself beside the others."""
    number = int.from_bytes(hashlib.md5(order.encode()).digest()[8:], "little")
    return number % 1_000_000 < 1_000_000 * weights[order] / max(weights.values())


def _reviews(
    orders: Mapping[str, Any], person: Mapping[str, str], weights: Mapping[str, float]
) -> Iterator[dict[str, Any]]:
    for review in read("olist", "order_reviews.parquet"):
        order = orders[review["order_id"]]
        delivered, promised = order["order_delivered_customer_date"], order["order_estimated_delivery_date"]
        went = (
            "Not delivered" if delivered is None else "Delivered late" if delivered > promised else "Delivered on time"
        )
        if review["review_answer_timestamp"] < NOW:
            yield {
                "response_id": f"{review['review_id']}-{review['order_id']}", "customer_id": person[review["order_id"]],
                "responded_at": review["review_answer_timestamp"], "metric": "csat", "score": review["review_score"],
                "segment": went, "journey_stage": "Deliver", "weight": weights[review["order_id"]], "coded": False,
            }  # fmt: skip


def _steps(
    name: str, order: Mapping[str, Any], person: Mapping[str, str], limits: Mapping[str, datetime]
) -> Iterator[dict[str, Any]]:
    """An order is approved, handed to the carrier and delivered; cancelled ones make no journey."""
    bought_at, approved, carried, delivered = (
        order[f"order_{event}"]
        for event in (
            "purchase_timestamp", "approved_at", "delivered_carrier_date", "delivered_customer_date"
        )
    )  # fmt: skip
    stages = (
        ("Approve", bought_at, None, approved),
        ("Ship", approved, limits.get(name), carried),
        ("Deliver", carried, order["order_estimated_delivery_date"], delivered),
    )
    for number, (stage, begun, promised, done) in enumerate(stages, start=1):
        if order["order_status"] != "canceled" and begun is not None and begun < NOW:
            yield {
                "journey_id": name, "customer_id": person[name], "journey": "Order", "stage": stage,
                "step_number": number, "started_at": begun, "promised_at": promised,
                "completed_at": done if done is not None and done < NOW else None,
            }  # fmt: skip


# ── Two NHS trusts ──

NO_THEMES = ("Not assigned", "Labelling not possible")


def nhs(file: Path) -> Path:
    comments = read("nhs_fft", "comments.parquet")
    # The sentiment stands before the labels, but for the two that are no themes every later column is one.
    columns = list(comments[0])
    themes = [name for name in columns[columns.index("Comment sentiment") + 1 :] if name not in NO_THEMES]
    people: dict[str, list[dict[str, Any]]] = {}
    for comment in comments:
        people.setdefault(comment["Respondent ID"], []).append(comment)
    days = _days(people)
    return write(file, {
        "survey_responses": [
            {
                "response_id": name, "customer_id": name, "metric": "csat",
                "responded_at": datetime.combine(days[name], datetime.min.time()),
                "score": 6 - int(own[0]["FFT categorical answer"]), "region": own[0]["Trust"],
                "coded": any(comment["Labelling not possible"] != "1" for comment in own),
            }
            for name, own in people.items() if own[0]["FFT categorical answer"] in "12345"
        ],
        "response_themes": [
            {"response_id": name, "theme_id": theme, "sentiment": {"1": 1, "2": 1, "3": 0, "4": -1, "5": -1}.get(
                comment["Comment sentiment"])}
            for name, own in people.items() for comment in own for theme in themes if comment[theme] == "1"
        ],
    })  # fmt: skip


def _days(people: Mapping[str, list[dict[str, Any]]]) -> dict[str, date]:
    """Read the dates; where day and month may be changed about, so that respondents stand in their order."""
    readings = {name: [_readings(comment) for comment in own] for name, own in people.items()}
    certain = {
        name: max(sure) for name, each in readings.items() if (sure := [found[0] for found in each if len(found) == 1])
    }
    by_service: dict[tuple[str, str], list[str]] = {}
    for name, own in people.items():
        by_service.setdefault((own[0]["Trust"], own[0]["Service type 1"]), []).append(name)
    days = dict(certain)
    for names in by_service.values():
        names.sort(key=lambda name: int(name.rsplit(" ", 1)[-1]))
        for place, name in enumerate(names):
            if name not in certain:
                low = max((certain[other] for other in names[:place] if other in certain), default=date.min)
                high = min((certain[other] for other in names[place:] if other in certain), default=date.max)
                ends = {min(map(min, readings[name])), max(map(max, readings[name]))}
                fitting = [day for day in ends if low <= day <= high]
                days[name] = fitting[0] if len(fitting) == 1 else min(found[0] for found in readings[name])
    return days


def _readings(comment: Mapping[str, Any]) -> list[date]:
    """The day first, then, where the service mixes them up, the month first; each once."""
    first, second, year = (int(part) for part in comment["Date"].split("/"))
    found = [date(year, second, first)] if second <= 12 else []
    if comment["Service type 1"] == "See and Convey" and first <= 12:
        found.append(date(year, first, second))
    return list(dict.fromkeys(found))
