"""Paces: how fast several workers together may do something, and who has been told to wait, by PostgreSQL's clock.

Each who has a time at which the next turn is free, some ahead of it where a burst is allowed (the "generic cell rate
algorithm" of ATM networks): one statement takes a turn and says how long to wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Double, cast, delete, extract, func
from sqlalchemy.dialects.postgresql import insert

from bot.state.tables import PACES

_NOW = cast(extract("epoch", func.clock_timestamp()), Double)
_KEPT = 3600.0  # seconds that a pace is kept that nobody goes by


@dataclass(frozen=True, slots=True)
class Step:
    """A turn of one: `seconds` lie between two of them, but for a burst of so many."""

    who: str
    seconds: float
    burst: int = 1


def take_turn(database: Connection, step: Step) -> float:
    """Takes a turn; gives the seconds until it comes."""
    row = {"who": step.who, "free": _NOW + step.seconds, "step": step.seconds, "burst": step.burst}
    new = insert(PACES).values(row)
    next_ = {
        "free": func.greatest(PACES.c.free, _NOW) + new.excluded.step,
        "step": new.excluded.step,
        "burst": new.excluded.burst,
    }
    wait = func.greatest(PACES.c.free - PACES.c.step * PACES.c.burst, PACES.c.until) - _NOW
    taken = new.on_conflict_do_update(index_elements=["who"], set_=next_).returning(wait)
    return max(0.0, float(database.scalar(taken) or 0.0))


def hold(database: Connection, waits: Mapping[str, float]) -> None:
    """Makes each wait for so many seconds at least."""
    for who, seconds in waits.items():
        until = _NOW + seconds
        new = insert(PACES).values(who=who, free=_NOW, step=0.0, burst=1, until=until)
        longer = {"until": func.greatest(PACES.c.until, until)}
        database.execute(new.on_conflict_do_update(index_elements=["who"], set_=longer))


def sweep_paces(database: Connection) -> None:
    """Deletes those that nobody has gone by for a while."""
    database.execute(delete(PACES).where(func.greatest(PACES.c.free, PACES.c.until) < _NOW - _KEPT))
