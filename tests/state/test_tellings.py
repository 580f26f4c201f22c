"""Follows and tellings, in SQLite and PostgreSQL: each is told once, by one, and what is left is gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.state.database import engine
from bot.state.follows import Chat, Follow, FollowDatabase, Follows, Sort
from bot.state.tables import FOLLOW_NEWS, FOLLOWERS, FOLLOWS
from bot.state.tellings import Tellings
from tests.postgresql import PostgreSQL

EVA, BO, TOPIC = Chat(7), Chat(-1001), Chat(-1001, 5)
POOL, CASE = Follow(Sort.WORD, "simhall"), Follow(Sort.CASE, "tn-2024-42")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> FollowDatabase:
    if request.param == "sqlite":
        return FollowDatabase(engine(f"sqlite:///{tmp_path}/state.sqlite", patience=5))
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return FollowDatabase(engine(server.new_database()))


def rows(database: FollowDatabase) -> int:
    """How many rows there are of chats."""
    with database.used() as connection:
        return sum(len(connection.execute(select(table)).all()) for table in (FOLLOWERS, FOLLOWS, FOLLOW_NEWS))


def tell(database: FollowDatabase, follow: Follow, *keys: str) -> None:
    with Tellings(database).noting() as noting:
        noting.tell(follow, keys)


def marked(database: FollowDatabase, mark: str) -> str:
    """The name of a knowledge of one mark, which was noted."""
    with Tellings(database).noting() as noting:
        return noting.mark({"tn-2024-42": frozenset({mark})})


def test_what_a_chat_follows(database: FollowDatabase) -> None:
    follows = Follows(database)
    assert follows.of(EVA) is None
    assert all([follows.add(EVA, "sv", POOL), follows.add(EVA, "en", CASE), follows.add(EVA, "en", POOL)])
    follows.set_direct(EVA, True)
    follows.speak(EVA, "sv")
    kept = follows.of(EVA)
    assert kept is not None
    assert (kept.language, kept.direct, set(kept.follows)) == ("sv", True, {POOL, CASE})
    follows.remove(EVA, POOL)
    follows.remove(EVA, CASE)
    assert follows.of(EVA) is None
    assert rows(database) == 0


def test_what_is_forgotten_and_left_is_gone(database: FollowDatabase) -> None:
    follows = Follows(database)
    for chat in (EVA, BO, TOPIC):
        follows.add(chat, "sv", POOL)
    tell(database, POOL, "case a", "case b")
    assert rows(database) == 3 + 3 + 6
    assert (follows.forget(EVA), follows.forget(EVA)) == (True, False)
    follows.move(BO.id, -1002)
    assert (follows.of(BO), follows.of(Chat(-1002, 5)) is not None) == (None, True)
    follows.leave(-1002)
    assert rows(database) == 0


def test_news_wait_once_for_each_who_follows(database: FollowDatabase) -> None:
    follows, tellings = Follows(database), Tellings(database)
    for chat, follow in ((EVA, POOL), (EVA, CASE), (TOPIC, CASE)):
        follows.add(chat, "sv", follow)
    tell(database, POOL, "case a")
    tell(database, CASE, "case a", "case b")
    assert {due.chat: set(due.news) for due in tellings.due(1.0, 10)} == {
        EVA: {"case a", "case b"},
        TOPIC: {"case a", "case b"},
    }


def test_what_was_told_stays_marked(database: FollowDatabase) -> None:
    tellings = Tellings(database)
    for marks in ({"a": frozenset({"1p"}), "b": frozenset[str]()}, {"a": frozenset({"1d"})}):
        with tellings.noting() as noting:
            noting.mark(marks)
    with suppress(KeyboardInterrupt), tellings.noting() as noting:
        noting.mark({"c": frozenset({"9p"})})
        raise KeyboardInterrupt  # stopped in the midst: none of it is noted
    with tellings.noting() as noting:
        assert noting.told == {"a": {"1p", "1d"}, "b": frozenset()}


def test_a_message_is_under_way_until_it_is_done(database: FollowDatabase) -> None:
    follows, tellings = Follows(database), Tellings(database)
    follows.add(EVA, "sv", POOL)
    tell(database, POOL, "case a")
    [due] = tellings.due(100.0, 10)
    assert tellings.begin(due, "text", 41)
    assert not tellings.begin(due, "text", 41), "another may not send it too"
    tell(database, POOL, "case b")
    [again] = tellings.due(100.0, 10)
    assert (again.message, again.after, again.news) == ("text", 41, ("case b",))
    tellings.done(again, 200.0)
    assert tellings.is_waiting()
    assert tellings.due(100.0, 10) == (), "the next waits for another day"
    follows.set_direct(EVA, True)
    assert [due.news for due in tellings.due(100.0, 10)] == [("case b",)]
    follows.set_direct(EVA, False)
    [due] = tellings.due(300.0, 10)
    tellings.drop(due)
    assert not tellings.is_waiting()


def test_one_tells_at_a_time(database: FollowDatabase) -> None:
    tellings = Tellings(database)
    new = marked(database, "1p")
    assert tellings.hold("a", new, 0.0, 60.0) is None
    assert tellings.hold("b", new, 30.0, 90.0) == 60.0, "it is a's"
    assert tellings.hold("a", new, 40.0, 100.0) is None
    tellings.release("b")
    assert tellings.hold("b", new, 99.0, 159.0) == 100.0
    assert tellings.hold("b", new, 100.0, 160.0) is None, "a was silent for too long"
    tellings.release("b")
    with ThreadPoolExecutor(8) as threads:
        held = list(threads.map(lambda number: tellings.hold(str(number), new, 200.0, 300.0), range(8)))
    assert held.count(None) == 1


def test_one_tells_whose_knowledge_was_noted_last(database: FollowDatabase) -> None:
    tellings = Tellings(database)
    old = marked(database, "1p")
    assert tellings.hold("a", old, 0.0, 60.0) is None
    new = marked(database, "1d")
    assert tellings.hold("a", old, 10.0, 70.0) == 60.0, "a is not renewed yet"
    assert tellings.hold("b", new, 60.0, 120.0) is None
    assert marked(database, "1d") == new
    tellings.release("b")
    assert tellings.hold("a", old, 70.0, 130.0) == 130.0
    assert tellings.hold("a", new, 70.0, 130.0) is None


def test_only_so_much_is_followed(database: FollowDatabase) -> None:
    follows = Follows(database)
    added = [follows.add(EVA, "sv", Follow(Sort.WORD, f"ord{number}")) for number in range(22)]
    assert added == [True] * 20 + [False] * 2
