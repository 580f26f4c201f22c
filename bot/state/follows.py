"""Follows: which chats want to hear of what, in a database that several processes may share.

A chat that follows has a row in `followers`, and one in `follows` for each subject. What waits to be told to it is in
`follow_news`, see `tellings`. All of a chat goes when it stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, func, select, update

from bot.state.database import insert, make
from bot.state.tables import FOLLOW_MARKS, FOLLOW_NEWS, FOLLOW_TURN, FOLLOWERS, FOLLOWS

MOST = 20
"""Subjects that one chat may follow."""
LIGHT = ("journal_mode = truncate", "synchronous = normal")
"""What SQLite need not wait for: half the time of each of the two writes that a message takes."""
_OF_CHATS = (FOLLOWERS, FOLLOWS, FOLLOW_NEWS)


class Sort(StrEnum):
    """The sorts of subject that may be followed."""

    CASE = "case"
    MUNICIPALITY = "municipality"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Follow:
    """A subject: the id of a case, the name of a municipality, or a word or two."""

    sort: Sort
    what: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, or a topic of one; 0 where it has none."""

    id: int
    topic: int = 0


@dataclass(frozen=True, slots=True)
class Follower:
    """A chat that follows: in which language, whether at once (`direct`) or once a day, and what."""

    language: str
    direct: bool
    follows: tuple[Follow, ...]


class FollowDatabase:
    """The database with the tables of all that is followed, made when it is first used."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._is_made = False

    def make(self) -> None:
        """Makes the tables, where that has not been done."""
        if not self._is_made:
            make(self.engine, *_OF_CHATS, FOLLOW_MARKS, FOLLOW_TURN)
            self._is_made = True

    @contextmanager
    def used(self) -> Iterator[Connection]:
        """A transaction. Raises SQLAlchemyError or OSError where the database cannot be used."""
        self.make()
        with self.engine.begin() as connection:
            yield connection


class Follows:
    """The follows in a database. Methods raise SQLAlchemyError or OSError where it cannot be used."""

    def __init__(self, database: FollowDatabase) -> None:
        self._used = database.used

    def of(self, chat: Chat) -> Follower | None:
        """What a chat follows; None where that is nothing."""
        wanted = select(FOLLOWERS.c.language, FOLLOWERS.c.direct).where(is_of(FOLLOWERS, chat))
        with self._used() as database:
            row = database.execute(wanted).first()
            return None if row is None else Follower(row.language, row.direct, follows_of(database, chat))

    def add(self, chat: Chat, language: str, follow: Follow) -> bool:
        """Lets a chat follow a subject, and be told in a language; gives whether it does: there is a most."""
        new = {"chat": chat.id, "topic": chat.topic, "language": language, "direct": False, "told": 0.0}
        subject = {"chat": chat.id, "topic": chat.topic, "sort": follow.sort.value, "what": follow.what}
        with self._used() as database:
            follower = insert(database, FOLLOWERS).values(new)
            database.execute(
                follower.on_conflict_do_update(index_elements=("chat", "topic"), set_={"language": language})
            )
            before = follows_of(database, chat)
            if follow not in before and len(before) < MOST:
                database.execute(insert(database, FOLLOWS).values(subject))
                return True
            return follow in before

    def remove(self, chat: Chat, follow: Follow) -> None:
        """Lets a chat follow a subject no more."""
        is_it = and_(is_of(FOLLOWS, chat), FOLLOWS.c.sort == follow.sort.value, FOLLOWS.c.what == follow.what)
        with self._used() as database:
            database.execute(delete(FOLLOWS).where(is_it))
            if not database.scalar(select(func.count()).select_from(FOLLOWS).where(is_of(FOLLOWS, chat))):
                _forget(database, chat)

    def set_direct(self, chat: Chat, direct: bool) -> None:
        """Chooses whether a chat is told at once, or once a day."""
        with self._used() as database:
            database.execute(update(FOLLOWERS).where(is_of(FOLLOWERS, chat)).values(direct=direct))

    def speak(self, chat: Chat, language: str) -> None:
        """Chooses the language that a chat is told in, where it follows anything."""
        with self._used() as database:
            database.execute(update(FOLLOWERS).where(is_of(FOLLOWERS, chat)).values(language=language))

    def forget(self, chat: Chat) -> bool:
        """Lets a chat follow nothing; gives whether it followed anything."""
        with self._used() as database:
            return _forget(database, chat)

    def leave(self, id_: int) -> None:
        """Lets a chat, with all its topics, follow nothing."""
        with self._used() as database:
            for table in _OF_CHATS:
                database.execute(delete(table).where(table.c.chat == id_))

    def move(self, id_: int, new: int) -> None:
        """Lets a group follow under its new id what it followed under its old one."""
        with self._used() as database:
            for table in _OF_CHATS:
                database.execute(update(table).where(table.c.chat == id_).values(chat=new))


def is_of(table: Table, chat: Chat) -> ColumnElement[bool]:
    """The condition that a row is of a chat."""
    return and_(table.c.chat == chat.id, table.c.topic == chat.topic)


def follows_of(database: Connection, chat: Chat | None = None) -> tuple[Follow, ...]:
    """All that a chat follows, or that anybody does."""
    wanted = select(FOLLOWS.c.sort, FOLLOWS.c.what).distinct().order_by(FOLLOWS.c.sort, FOLLOWS.c.what)
    rows = database.execute(wanted if chat is None else wanted.where(is_of(FOLLOWS, chat)))
    return tuple(Follow(Sort(row.sort), row.what) for row in rows)


def _forget(database: Connection, chat: Chat) -> bool:
    gone = [database.execute(delete(table).where(is_of(table, chat))).rowcount for table in _OF_CHATS]
    return any(gone)
