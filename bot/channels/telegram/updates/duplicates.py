"""Updates that come again: Telegram repeats what it thinks was not taken."""

from __future__ import annotations

from cachetools import FIFOCache

_LIMIT = 50_000


class Duplicates:
    """Remembers the numbers of the latest updates."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._seen: FIFOCache[int, None] = FIFOCache(limit)

    def first(self, update_id: int) -> bool:
        """Whether an update comes for the first time; it has come from now on."""
        if update_id in self._seen:
            return False
        self._seen[update_id] = None
        return True
