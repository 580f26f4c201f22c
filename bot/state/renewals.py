"""Renewals: how often any of several workers has been told to read its knowledge anew and has, in PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, DateTime, Integer, cast, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.state.tables import RENEWALS

_ONE = 1  # the id of the one row
_NOW = func.clock_timestamp(type_=DateTime(timezone=True))


def renew(database: Connection) -> int:
    """Counts a renewal; gives how many there have been with it."""
    new = insert(RENEWALS).values(id=_ONE, number=1, at=_NOW)
    next_ = {"number": RENEWALS.c.number + 1, "at": _NOW}
    counted = new.on_conflict_do_update(index_elements=["id"], set_=next_).returning(RENEWALS.c.number)
    return int(database.scalar(counted) or 0)


def renewals(database: Connection) -> int:
    """How many renewals there have been."""
    return int(database.scalar(select(RENEWALS.c.number)) or 0)


def renewals_before(database: Connection, seconds: float) -> int:
    """How many renewals there have been without the last, where that was in so many seconds."""
    is_since = cast(RENEWALS.c.at > _NOW - timedelta(seconds=seconds), Integer)
    return int(database.scalar(select(RENEWALS.c.number - is_since)) or 0)
