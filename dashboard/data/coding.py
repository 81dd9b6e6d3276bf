"""A table's rows as codes: labels as numbers, the grain as one number a row, amounts in as few bytes as hold them.

`Cube` sorts rows by these and sums them; nothing here knows what a dimension or a measure means.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dashboard.data.view import NOT_GIVEN

Label = str | int
IntArray = NDArray[np.int64]


def coded(column: pa.ChunkedArray) -> tuple[IntArray, tuple[Label, ...]]:
    """Number a dimension's labels in their order; null is 'not given' and comes last."""
    encoded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    found = [NOT_GIVEN if label is None else label for label in encoded.dictionary.to_pylist()]
    labels = tuple(sorted(set(found), key=lambda label: (label == NOT_GIVEN, label)))
    position = {label: code for code, label in enumerate(labels)}
    codes = np.array([position[label] for label in found], dtype=np.int64)
    return codes[encoded.indices.to_numpy()], labels


def coded_months(column: pa.ChunkedArray, asked: tuple[int, int] | None) -> tuple[IntArray, tuple[int, ...]]:
    """Number the months from the first that was asked for or found to the last."""
    months = column.to_numpy()
    found = [int(months.min()), int(months.max())] if len(months) else []
    first, last = min([*found, *(asked or ())], default=0), max([*found, *(asked or ())], default=0)
    return months - first, tuple(range(first, last + 1))


def mixed(codes: list[IntArray], sizes: list[int], rows: int) -> IntArray:
    """Write several codes as the digits of one whole number a row."""
    number = np.zeros(rows, dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        number = number * size + code
    return number


def offsets(block: IntArray, month: IntArray, blocks: int, months: int) -> IntArray:
    """Count the rows up to each block's months."""
    counts = np.bincount(block * months + month, minlength=blocks * months)
    ends = np.cumsum(counts).reshape(blocks, months)
    begin = np.concatenate(([0], ends[:-1, -1])) if blocks else np.zeros(0, dtype=int)
    return np.column_stack((begin, ends))


def narrow(column: NDArray[Any]) -> NDArray[Any]:
    """Keep numbers in the fewest bytes that hold them exactly: counts are small, and most weights are whole."""
    least, most = (float(column.min()), float(column.max())) if len(column) else (0.0, 0.0)
    if not np.isfinite([least, most]).all():
        raise ValueError("a cube's measures must be numbers: one is missing or infinite")
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            narrow = column.astype(kind)
            if (narrow == column).all():
                return narrow
    return column.astype(np.float64)
