"""Places: numbers of entries, facts or words, as an index has them; in groups, and where the highest values are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

Places: TypeAlias = NDArray[numpy.int64]
NO_PLACES: Places = numpy.empty(0, dtype=numpy.int64)


def highest(values: NDArray[numpy.floating], most: int) -> Places:
    """The places of the highest values above 0, the highest first; of like ones the first come first."""
    (places,) = numpy.nonzero(values > 0)
    if len(places) > most:
        least = numpy.partition(values[places], -most)[-most]
        places = places[values[places] >= least]
    order: Places = places[(-values[places]).argsort(kind="stable")[:most]]
    return order


@dataclass(frozen=True)
class Groups:
    """Places in groups, one after another: those of the groups that have any, and where each of these begins."""

    places: Places
    having: Places
    starts: Places
    count: int

    @classmethod
    def of(cls, groups: Sequence[Sequence[int] | Places]) -> Groups:
        sizes = numpy.array([len(group) for group in groups], dtype=numpy.int64)
        (having,) = numpy.nonzero(sizes)
        starts = numpy.concatenate([[0], sizes[having].cumsum()[:-1]]).astype(numpy.int64)
        places = [numpy.asarray(group, dtype=numpy.int64) for group in groups]
        return cls(numpy.concatenate([NO_PLACES, *places]), having, starts, len(groups))

    def highest(self, values: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
        """The highest of each group, of values for each place, a row: 0 where a group has none."""
        found = numpy.zeros((self.count, *values.shape[1:]), numpy.float32)
        if len(self.having):
            found[self.having] = numpy.maximum.reduceat(values.take(self.places, axis=0), self.starts, axis=0)
        return found
