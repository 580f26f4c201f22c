"""Places: numbers of entries, facts or words, as an index has them; and those where the highest values are."""

from __future__ import annotations

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
