"""A memory that keeps the latest of many, so that it never grows without end."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key, at most `limit`; the one that was kept longest ago goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: dict[K, V] = {}

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """The value of a key, or None."""
        return self._values.get(key)

    def keep(self, key: K, value: V) -> None:
        """Keeps a value as the latest."""
        self._values.pop(key, None)
        while len(self._values) >= self._limit:
            self._values.pop(next(iter(self._values)))
        self._values[key] = value

    def forget(self, key: K) -> None:
        """Drops a key, where it is there."""
        self._values.pop(key, None)
