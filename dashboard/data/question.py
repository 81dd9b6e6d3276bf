"""What a page's features are asked: one value, and the only way to the data."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from dashboard.data.access import Data
from dashboard.data.archive import Archive
from dashboard.data.view import View
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """The data that the reader may see, the view, the settings, and the page's parameters by name, in their order.

    ``limit`` is how many rows a feature is to show where it stands on another page in short; None: all. ``archive``
    is what the store keeps beside the snapshot.
    """

    data: Data
    view: View
    settings: Settings
    parameters: tuple[tuple[str, str], ...] = ()
    limit: int | None = None
    archive: Archive = field(default_factory=Archive)

    @property
    def manifest(self) -> Manifest:
        """What the snapshot says of itself."""
        return self.data.snapshot.manifest

    @property
    def is_current(self) -> bool:
        """Whether it is asked of the snapshot that is shown to whoever asks for none."""
        return self.archive.current in ("", self.data.snapshot.id)

    @property
    def cache_key(self) -> Hashable:
        """What an answer to it depends on."""
        return (
            self.data.cache_key,
            self.view,
            self.settings.cache_key,
            self.parameters,
            self.limit,
            self.archive.cache_key,
        )

    def parameter(self, name: str) -> str | None:
        """Return what the address asks for of a parameter; None where it asks for nothing."""
        return dict(self.parameters).get(name)

    def only(self, datasets: Iterable[str]) -> Question:
        """Return the question for a feature that declared these datasets; its data refuse any other."""
        return replace(self, data=self.data.only(datasets))
