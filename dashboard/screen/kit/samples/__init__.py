"""One of every kind of block, in every state, as values: what the gallery draws and its tests look at."""

from dashboard.screen.kit.samples.awkward import awkward
from dashboard.screen.kit.samples.charts import chart_samples
from dashboard.screen.kit.samples.manifest import MANIFEST, SETTINGS
from dashboard.screen.kit.samples.page import page
from dashboard.screen.kit.samples.states import states

__all__ = ["MANIFEST", "SETTINGS", "awkward", "chart_samples", "page", "states"]
