"""Tellings: what of the knowledge has been told, and what each chat that follows has yet to be told of.

Each is told once, over any stop. The news of a chat leave `follow_news` and become the very message in its row before
that is sent (`begin`), and the message leaves the row when it is sent (`done`). A message that is found in a row was
under way when its teller was stopped: whoever goes on looks for it above the number `after`, and sends it again only
where it is not there. What is new is noted in one transaction, so that it waits for all who follow it or for none.

One process at a time tells: it holds the one row of `follow_turn`, which another may take when it was not renewed for
a while. Only one whose knowledge is that which was noted last may: to one that has yet to be renewed, news would seem
to have been taken away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, literal, or_, select, update

from bot.state.database import alone, insert
from bot.state.follows import Chat, Follow, FollowDatabase, follows_of, is_of
from bot.state.tables import FOLLOW_MARKS, FOLLOW_NEWS, FOLLOW_TURN, FOLLOWERS, FOLLOWS

Marks = frozenset[str]

_NOTING = 1617  # the number of the lock that whoever notes news holds


@dataclass(frozen=True, slots=True)
class Due:
    """A chat that is to be told: of which news (keys), or what was under way, and above which number that may be."""

    chat: Chat
    language: str
    follows: tuple[Follow, ...]
    news: tuple[str, ...]
    message: str | None = None
    after: int | None = None


class Noting:
    """The noting of what is new, while no other process does: what was told by case, and all that is followed."""

    def __init__(self, database: Connection) -> None:
        self._database = database
        rows = database.execute(select(FOLLOW_MARKS))
        self.told: Mapping[str, Marks] = {row.case_id: frozenset(row.marks.split()) for row in rows}
        self.follows = follows_of(database)

    def tell(self, follow: Follow, keys: Iterable[str]) -> None:
        """Lets news wait for all who follow a subject."""
        for key in keys:
            waits = and_(
                FOLLOW_NEWS.c.chat == FOLLOWS.c.chat, FOLLOW_NEWS.c.topic == FOLLOWS.c.topic, FOLLOW_NEWS.c.news == key
            )
            who = select(FOLLOWS.c.chat, FOLLOWS.c.topic, literal(key)).where(
                FOLLOWS.c.sort == follow.sort.value, FOLLOWS.c.what == follow.what, ~exists().where(waits)
            )
            self._database.execute(FOLLOW_NEWS.insert().from_select(("chat", "topic", "news"), who))

    def mark(self, marks: Mapping[str, Marks]) -> str:
        """Marks what has been told of cases; what was marked before stays so. Gives the name of the knowledge that has
        these marks, from which one tells until another is noted.
        """
        for id_, new in marks.items():
            before = self.told.get(id_)
            written = " ".join(sorted(new | (before or frozenset())))
            if before is None:
                self._database.execute(FOLLOW_MARKS.insert().values(case_id=id_, marks=written))
            elif not new <= before:
                self._database.execute(update(FOLLOW_MARKS).where(FOLLOW_MARKS.c.case_id == id_).values(marks=written))
        knowledge = _name(marks)
        turn = insert(self._database, FOLLOW_TURN).values(id=0, owner="", until=0.0, knowledge=knowledge)
        self._database.execute(turn.on_conflict_do_update(index_elements=("id",), set_={"knowledge": knowledge}))
        return knowledge


class Tellings:
    """What is to be told, in a database. Methods raise SQLAlchemyError or OSError where it cannot be used."""

    def __init__(self, database: FollowDatabase) -> None:
        self._database, self._used = database, database.used

    @contextmanager
    def noting(self) -> Iterator[Noting]:
        """Notes what is new, all or nothing."""
        self._database.make()
        with alone(self._database.engine, _NOTING) as database:
            yield Noting(database)

    def hold(self, owner: str, knowledge: str, now: float, until: float) -> float | None:
        """Takes or renews the turn to tell from a knowledge that was noted; gives None where one has it, and else when
        to ask again.
        """
        is_free = or_(FOLLOW_TURN.c.owner == owner, FOLLOW_TURN.c.until <= now)
        free = update(FOLLOW_TURN).where(is_free, FOLLOW_TURN.c.knowledge == knowledge)
        with self._used() as database:
            if database.execute(free.values(owner=owner, until=until)).rowcount:
                return None
            taken = float(database.scalar(select(FOLLOW_TURN.c.until)) or 0.0)
            return taken if taken > now else until

    def release(self, owner: str) -> None:
        """Gives the turn to tell back, if it is one's own."""
        with self._used() as database:
            database.execute(update(FOLLOW_TURN).where(FOLLOW_TURN.c.owner == owner).values(until=0.0))

    def due(self, today: float, most: int) -> tuple[Due, ...]:
        """Who may be told now: those who are at once, or were not since `today` began; first what is under way."""
        under_way = FOLLOWERS.c.message.is_not(None)
        is_due = or_(under_way, and_(_has_news(), or_(FOLLOWERS.c.direct, FOLLOWERS.c.told < today)))
        order = (case((under_way, 0), else_=1), FOLLOWERS.c.told, FOLLOWERS.c.chat)
        with self._used() as database:
            rows = database.execute(select(FOLLOWERS).where(is_due).order_by(*order).limit(most)).all()
            chats = [(Chat(row.chat, row.topic), row) for row in rows]
            return tuple(
                Due(
                    chat,
                    row.language,
                    follows_of(database, chat),
                    tuple(database.scalars(select(FOLLOW_NEWS.c.news).where(is_of(FOLLOW_NEWS, chat)))),
                    row.message,
                    row.after,
                )
                for chat, row in chats
            )

    def is_waiting(self) -> bool:
        """Whether there is anything left to tell anybody."""
        some = or_(FOLLOWERS.c.message.is_not(None), _has_news())
        with self._used() as database:
            return database.execute(select(FOLLOWERS.c.chat).where(some).limit(1)).first() is not None

    def begin(self, due: Due, message: str, after: int) -> bool:
        """Notes that a message with all its news is under way to a chat; gives whether it is one's own to send."""
        mine = and_(is_of(FOLLOWERS, due.chat), FOLLOWERS.c.message.is_(None))
        with self._used() as database:
            if not database.execute(update(FOLLOWERS).where(mine).values(message=message, after=after)).rowcount:
                return False
            _told(database, due)
            return True

    def done(self, due: Due, now: float) -> None:
        """Notes that the message that was under way to a chat has been dealt with, at a time."""
        sent = update(FOLLOWERS).where(is_of(FOLLOWERS, due.chat))
        with self._used() as database:
            database.execute(sent.values(message=None, after=None, told=now))

    def drop(self, due: Due) -> None:
        """Takes away news that there is nothing to say of any more."""
        with self._used() as database:
            _told(database, due)


def _name(marks: Mapping[str, Marks]) -> str:
    """What tells one knowledge from another, by its marks."""
    hashed = hashlib.blake2b(digest_size=12)
    for id_ in sorted(marks):
        hashed.update("\n".join((id_, *sorted(marks[id_]), "")).encode("utf-8", "replace"))
    return hashed.hexdigest()


def _told(database: Connection, due: Due) -> None:
    database.execute(delete(FOLLOW_NEWS).where(is_of(FOLLOW_NEWS, due.chat), FOLLOW_NEWS.c.news.in_(due.news)))


def _has_news() -> ColumnElement[bool]:
    return exists().where(FOLLOW_NEWS.c.chat == FOLLOWERS.c.chat, FOLLOW_NEWS.c.topic == FOLLOWERS.c.topic)
