"""Claims: which worker deals with which update, and whose turn it is in a chat, where several workers are one bot.

All is in PostgreSQL, by its clock. A worker lives as long as it renews its lease; what one has claimed that lives no
more, another takes over. Who was away itself robs nobody before a whole lease has passed: after a restart of the
database all leases may have lapsed, and all come back. Each statement may be done twice without harm.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    literal_column,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.state.tables import CHATS, UPDATES, WORKERS

LEASE = 5.0
"""Seconds after which a worker that gives no sign of life counts as dead."""
_AT_ONCE = 50  # updates that one takes over at once; the others take more
_NOW = func.clock_timestamp(type_=DateTime(timezone=True))


@dataclass(frozen=True, slots=True)
class Claim:
    """An update of this worker's: the number above which an answer may be there that another worker had under way,
    where there is one, whether it is a press that was answered, and its body, where it is one that was kept.
    """

    id: int
    after: int | None = None
    pressed: bool = False
    body: str | None = None


class Claims:
    """What one worker, by its name, claims. Each method wants a connection that commits each statement."""

    def __init__(self, worker: str, lease: float = LEASE) -> None:
        self.worker, self._lease = worker, timedelta(seconds=lease)
        self._taken = {"worker": worker, "claimed": _NOW}

    def beat(self, database: Connection) -> None:
        """Renews the lease."""
        lease = _NOW + self._lease
        since = case((WORKERS.c.lease < _NOW, _NOW), else_=WORKERS.c.since)
        new = insert(WORKERS).values(id=self.worker, since=_NOW, lease=lease)
        database.execute(new.on_conflict_do_update(index_elements=["id"], set_={"since": since, "lease": lease}))

    def leave(self, database: Connection) -> None:
        """Ends the lease: what is claimed yet may be taken over at once."""
        database.execute(delete(WORKERS).where(WORKERS.c.id == self.worker))

    def claim(self, database: Connection, chats: Mapping[int, int | None]) -> tuple[list[Claim], set[int]]:
        """Claims updates, by number with the chat of each; gives those that are claimed, and those that have been dealt
        with. The rest are other workers'.
        """
        rows = [{"id": id_, "chat": chat, "worker": self.worker} for id_, chat in chats.items()]
        new = insert(UPDATES).values(rows if len(rows) > 1 else rows[0])  # SQLAlchemy remembers how one is written
        free = ~UPDATES.c.done & ((UPDATES.c.worker == self.worker) | self._is_gone(_outer(UPDATES.c.worker)))
        claimed = new.on_conflict_do_update(index_elements=["id"], set_=self._taken, where=free)
        found = database.execute(claimed.returning(UPDATES.c.id, UPDATES.c.after, UPDATES.c.pressed)).all()
        mine = [Claim(row.id, row.after, row.pressed) for row in found]
        if len(mine) == len(chats):
            return mine, set()
        left = set(chats) - {claim.id for claim in mine}
        return mine, set(database.scalars(select(UPDATES.c.id).where(UPDATES.c.id.in_(left), UPDATES.c.done)))

    def begin(self, database: Connection, id_: int, chat: int) -> dict[str, Any] | None:
        """Takes the turn of a chat for an update; gives what is remembered of the chat. None where the turn is
        another's, or an earlier update's that somebody has in hand, or the update is not this worker's any more.
        """
        other = UPDATES.alias()
        in_hand = other.c.body.is_not(None) | ~self._is_gone(other.c.worker)
        earlier = exists().where(other.c.chat == chat, other.c.id < id_, ~other.c.done, in_hand)
        taken = {"turn": literal(id_, BigInteger), "worker": literal(self.worker), "heard": _NOW}
        row = select(literal(chat, BigInteger), *taken.values()).where(~earlier, self._is_mine(id_))
        # A turn of long ago whose update is none in hand was left by a database that lost its last moments.
        turn_in_hand = exists().where(UPDATES.c.id == _outer(CHATS.c.turn), ~UPDATES.c.done)
        is_left = (CHATS.c.heard < _NOW - self._lease) & ~turn_in_hand
        is_free = CHATS.c.turn.is_(None) | (CHATS.c.turn == id_) | self._is_gone(_outer(CHATS.c.worker)) | is_left
        new = insert(CHATS).from_select(["chat", *taken], row)
        turn = new.on_conflict_do_update(index_elements=["chat"], set_=taken, where=is_free)
        found: dict[str, Any] | None = database.scalar(turn.returning(CHATS.c.memory))
        return found

    def is_mine(self, database: Connection, id_: int) -> bool:
        """Whether an update is this worker's to deal with."""
        return bool(database.scalar(select(self._is_mine(id_))))

    def send(self, database: Connection, id_: int, after: int | None) -> bool:
        """Notes before each message that an answer is under way, above a number where that is known; gives whether the
        update is this worker's yet.
        """
        noted = {"after": func.coalesce(UPDATES.c.after, bindparam("above", after))}
        return database.execute(update(UPDATES).where(self._mine(id_)).values(noted)).rowcount > 0

    def unsend(self, database: Connection, id_: int) -> None:
        """Notes that the message was surely not taken."""
        database.execute(update(UPDATES).where(self._mine(id_)).values(after=null()))

    def press(self, database: Connection, id_: int) -> None:
        """Notes that a press was answered."""
        database.execute(update(UPDATES).where(self._mine(id_)).values(pressed=True))

    def settle(self, database: Connection, id_: int, chat: int | None, memory: Mapping[str, Any]) -> bool:
        """Notes that an update has been dealt with, what is remembered of its chat, and that the turn is free; gives
        whether the update was this worker's yet. Where it was not, only the turn is given back.
        """
        done = {"done": True, "chat": null(), "after": null(), "body": null()}
        settled = update(UPDATES).where(self._mine(id_)).values(done).returning(UPDATES.c.id).cte("settled")
        was_mine = exists(select(settled.c.id))
        mine = (CHATS.c.chat == chat) & (CHATS.c.turn == id_) & (CHATS.c.worker == self.worker)
        kept = case((was_mine, literal(dict(memory), CHATS.c.memory.type)), else_=CHATS.c.memory)
        freed = update(CHATS).where(mine).values(turn=null(), worker=null(), memory=kept, heard=_NOW)
        return bool(database.scalar(select(was_mine).add_cte(freed.returning(CHATS.c.chat).cte("freed"))))

    def keep(self, database: Connection, bodies: Mapping[int, str]) -> set[int]:
        """Keeps updates whole until they are dealt with; gives the numbers of those that are this worker's yet."""
        kept = update(UPDATES).where(UPDATES.c.worker == self.worker, ~UPDATES.c.done)
        return {
            id_
            for id_, body in bodies.items()
            if database.execute(kept.where(UPDATES.c.id == id_).values(body=body)).rowcount
        }

    def take_over(self, database: Connection, in_hand: Collection[int]) -> list[Claim]:
        """Claims what was kept by workers that live no more, the earliest first, and what was claimed so before but is
        not in hand: the database may have done it and been gone before it said so.
        """
        left = (UPDATES.c.worker == self.worker) & UPDATES.c.id.not_in(list(in_hand))
        waiting = ~UPDATES.c.done & UPDATES.c.body.is_not(None) & (left | self._is_gone(UPDATES.c.worker))
        chosen = select(UPDATES.c.id).where(waiting).order_by(UPDATES.c.id).limit(_AT_ONCE)
        mine = update(UPDATES).where(UPDATES.c.id.in_(chosen.with_for_update(skip_locked=True)))
        columns = (UPDATES.c.id, UPDATES.c.after, UPDATES.c.pressed, UPDATES.c.body)
        found = database.execute(mine.values(self._taken).returning(*columns))
        return sorted((Claim(*row) for row in found), key=lambda claim: claim.id)

    def settle_but(self, database: Connection, in_hand: Collection[int]) -> None:
        """Notes that all that was claimed has been dealt with but what is in hand, or kept: a database that lost its
        last moments may have forgotten it.
        """
        mine = (UPDATES.c.worker == self.worker) & ~UPDATES.c.done & (UPDATES.c.claimed < _NOW - self._lease)
        forgotten = update(UPDATES).where(mine, UPDATES.c.body.is_(None), UPDATES.c.id.not_in(list(in_hand)))
        database.execute(forgotten.values(done=True, chat=null(), after=null()))

    def _mine(self, id_: int) -> ColumnElement[bool]:
        return (UPDATES.c.id == id_) & (UPDATES.c.worker == self.worker) & ~UPDATES.c.done

    def _is_mine(self, id_: int) -> ColumnElement[bool]:
        return exists().where(self._mine(id_))

    def _is_gone(self, worker: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a worker has left, or has given no sign of life for a lease in which this one has."""
        me, its = WORKERS.alias(), WORKERS.alias()
        is_steady = exists().where(me.c.id == self.worker, me.c.since < _NOW - self._lease)
        return ~exists().where(its.c.id == worker, (its.c.lease > _NOW) | ~is_steady)


def living(database: Connection) -> int:
    """How many workers live."""
    return int(database.scalar(select(func.count()).where(WORKERS.c.lease > _NOW)) or 0)


def latest(database: Connection, chat: int, kept: str) -> int:
    """The highest number of a message that is remembered of a chat, in what is kept under a name; 0 where none is."""
    remembered = select(CHATS.c.memory[(kept, "latest")].as_string()).where(CHATS.c.chat == chat)
    return int(database.scalar(remembered) or 0)


def _outer(column: Column[Any]) -> ColumnElement[Any]:
    """A column of the row that is there, in what is asked ON CONFLICT: SQLAlchemy would look for it anew in each query
    within.
    """
    return literal_column(str(column), column.type)


def sweep(database: Connection, lasting: str) -> None:
    """Deletes what is old: conversations after half an hour, what was not answered after an hour, the numbers of
    updates after a day, and of chats after two days all but what is named `lasting`.
    """

    def before(**ago: float) -> ColumnElement[Any]:
        return _NOW - timedelta(**ago)

    database.execute(delete(UPDATES).where(~UPDATES.c.done, UPDATES.c.at < before(hours=1)))
    database.execute(delete(UPDATES).where(UPDATES.c.at < before(days=1)))
    database.execute(delete(WORKERS).where(WORKERS.c.lease < before(hours=1)))
    talked = CHATS.c.memory.has_key("conversations") & (CHATS.c.heard < before(minutes=30))
    database.execute(update(CHATS).where(talked).values(memory=CHATS.c.memory.op("-")("conversations")))
    silent, lasts = CHATS.c.heard < before(days=2), CHATS.c.memory.has_key(lasting)
    database.execute(delete(CHATS).where(silent, ~lasts))
    only = func.jsonb_build_object(lasting, CHATS.c.memory[lasting])
    database.execute(update(CHATS).where(silent, CHATS.c.memory != only).values(memory=only))
