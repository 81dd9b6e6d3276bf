"""An auditor who nods, for tests of what a refresh does beside auditing: it then costs a fraction of its time.

What the gate finds without Great Expectations (tables that are gone, rows that were lost, sums that do not come out
even) is found all the same. No test of what a check catches or stops may use it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import sqlalchemy
from great_expectations.expectations.expectation import Expectation

from data_checks.validation import Outcome


class Nodding:
    """Says of every expectation, unseen, that it is met."""

    def query(
        self, warehouse: sqlalchemy.Engine, select: str, rows: int, expectations: Mapping[str, Expectation]
    ) -> dict[str, Outcome]:
        return dict.fromkeys(expectations, Outcome(True))

    def frame(self, frame: pd.DataFrame, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        return dict.fromkeys(expectations, Outcome(True))


NODDING = Nodding()
