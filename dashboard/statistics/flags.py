"""What is either so or not."""

from __future__ import annotations

from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray


def flags(name: str, values: ArrayLike) -> NDArray[np.bool_]:
    """Values that are each true or false, 1 or 0, as booleans of the same shape.

    Raises:
        ValueError: for anything else: Python takes nan, 'no' and 2 for true, and None for false.
    """
    given = np.asarray(values)
    if given.dtype == bool:
        return given
    if given.dtype == object and all(isinstance(value, Real | np.bool_) for value in given.ravel()):
        given = given.astype(float)
    if given.dtype.kind not in "iuf" or not np.isin(given, (0, 1)).all():
        raise ValueError(f"{name} must be true or false, or 1 or 0, and not missing")
    return given.astype(bool)
