from __future__ import annotations

import subprocess
import sys

import dashboard.statistics as package


def test_all_that_is_listed_can_be_called() -> None:
    assert len(set(package.__all__)) == len(package.__all__)
    for name in package.__all__:
        member = getattr(package, name)
        assert callable(member) or name == "NPS_VALUES"


def test_what_the_pages_load_stays_light() -> None:
    code = (
        "import sys, dashboard.statistics\n"
        "print([name for name in ('scipy.stats', 'statsmodels', 'streamlit') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
