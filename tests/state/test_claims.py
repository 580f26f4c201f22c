"""Claims, turns, paces and the lock, on a real PostgreSQL: who may do what, and when another takes over."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from bot.state.claims import Claim, Claims, latest, sweep
from bot.state.database import engine, make
from bot.state.lock import Lock
from bot.state.paces import Step, hold, take_turn
from bot.state.tables import CHATS, PACES, UPDATES, WORKERS
from tests.postgresql import PostgreSQL

LEASE = 0.3


@pytest.fixture
def database(postgresql: PostgreSQL) -> Iterator[Engine]:
    database = engine(postgresql.new_database())
    make(database, WORKERS, UPDATES, CHATS, PACES)
    yield database
    database.dispose()


@pytest.fixture
def connection(database: Engine) -> Iterator[Connection]:
    with database.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        yield connection


@pytest.fixture
def both(connection: Connection) -> tuple[Claims, Claims]:
    """Two workers that live."""
    first, second = Claims("first", LEASE), Claims("second", LEASE)
    first.beat(connection)
    second.beat(connection)
    return first, second


def outlive(worker: Claims, connection: Connection) -> None:
    """Lets a worker live on until all others are dead."""
    for _ in range(5):
        time.sleep(LEASE / 3)
        worker.beat(connection)


def test_an_update_is_one_workers_until_it_is_dealt_with(connection: Connection, both: tuple[Claims, Claims]) -> None:
    first, second = both
    assert first.claim(connection, {1: 7, 2: None}) == ([Claim(1), Claim(2)], set())
    assert first.claim(connection, {1: 7}) == ([Claim(1)], set()), "it may ask twice"
    assert second.claim(connection, {1: 7, 3: 8}) == ([Claim(3)], set())
    assert not second.settle(connection, 1, 7, {"x": 1})
    assert first.settle(connection, 1, 7, {})
    assert second.claim(connection, {1: 7}) == ([], {1})


def test_the_latest_number_of_a_chat_is_known_to_all(connection: Connection, both: tuple[Claims, Claims]) -> None:
    first, _ = both
    for number, memory in ((1, {"known": {"latest": 41}}), (2, {})):
        first.claim(connection, {number: number})
        first.begin(connection, number, number)
        assert first.settle(connection, number, number, memory)
    assert [latest(connection, chat, "known") for chat in (1, 2, 3)] == [41, 0, 0]


def test_a_dead_workers_updates_are_taken_over_with_what_it_noted(
    connection: Connection, both: tuple[Claims, Claims]
) -> None:
    first, second = both
    second.claim(connection, {4: 10})
    second.begin(connection, 4, 10)
    first.claim(connection, {1: 7, 2: 8, 3: 9})
    first.begin(connection, 1, 7)
    assert first.send(connection, 1, 41)
    assert first.send(connection, 1, 99), "only the first number counts"
    first.press(connection, 2)
    assert first.keep(connection, {3: "{}", 9: "{}"}) == {3}
    assert second.claim(connection, {1: 7}) == ([], set())
    assert second.take_over(connection, []) == []
    outlive(second, connection)
    assert second.claim(connection, {1: 7, 2: 8}) == ([Claim(1, after=41), Claim(2, pressed=True)], set())
    assert second.take_over(connection, []) == [Claim(3, body="{}")]
    assert not first.send(connection, 1, 50), "who was dead for a while is told"
    assert second.begin(connection, 1, 7) == {}, "the turn comes with the update"


def test_who_was_away_itself_robs_nobody(connection: Connection, both: tuple[Claims, Claims]) -> None:
    first, second = both
    first.claim(connection, {1: 7})
    time.sleep(2 * LEASE)  # as while PostgreSQL is restarted
    second.beat(connection)
    assert second.claim(connection, {1: 7}) == ([], set())
    first.leave(connection)
    assert second.claim(connection, {1: 7}) == ([Claim(1)], set()), "but takes what was left"


def test_a_chat_has_its_updates_in_turn_and_its_memory_goes_along(connection: Connection) -> None:
    first, second = Claims("slow first"), Claims("slow second")
    first.beat(connection)
    second.beat(connection)
    first.claim(connection, {1: 7})
    second.claim(connection, {2: 7, 3: 8})
    assert second.begin(connection, 2, 7) is None, "an earlier one is in hand"
    assert second.begin(connection, 3, 8) == {}
    assert first.begin(connection, 1, 7) == {}
    assert second.begin(connection, 2, 7) is None
    first.settle(connection, 1, 7, {"languages": {"7:0": "en"}})
    assert second.begin(connection, 2, 7) == {"languages": {"7:0": "en"}}
    first.claim(connection, {0: 7})
    assert first.begin(connection, 0, 7) is None, "it came late, and the turn is another's"


def test_what_a_database_forgot_holds_up_nobody(connection: Connection, both: tuple[Claims, Claims]) -> None:
    first, second = both
    first.claim(connection, {1: 7})
    first.begin(connection, 1, 7)  # and it was settled, but the database forgot that
    second.claim(connection, {2: 7})
    for _ in range(5):
        time.sleep(LEASE / 3)
        first.beat(connection)
        second.beat(connection)
    assert second.begin(connection, 2, 7) is None
    first.settle_but(connection, [])
    second.settle_but(connection, [2])
    assert second.begin(connection, 2, 7) == {}


def test_what_is_old_goes(connection: Connection, both: tuple[Claims, Claims]) -> None:
    first, _ = both
    first.claim(connection, {1: 7, 2: 8, 3: 9})
    for id_, chat, languages in ((1, 7, {"7:0": "en"}), (2, 8, {})):
        first.begin(connection, id_, chat)
        first.settle(connection, id_, chat, {"languages": languages, "conversations": {}})
    first.keep(connection, {3: "a question"})
    connection.execute(text("update telegram_chats set heard = now() - interval '31 minutes'"))
    sweep(connection, "languages")
    memories = connection.execute(text("select chat, memory from telegram_chats order by chat")).fetchall()
    assert [tuple(row) for row in memories] == [(7, {"languages": {"7:0": "en"}}), (8, {"languages": {}})]
    connection.execute(text("update telegram_chats set memory = '{}' where chat = 8"))
    connection.execute(text("update telegram_chats set heard = now() - interval '49 hours'"))
    connection.execute(text("update telegram_updates set at = now() - interval '61 minutes'"))
    sweep(connection, "languages")
    assert connection.scalar(text("select array_agg(chat) from telegram_chats")) == [7]
    assert connection.scalar(text("select array_agg(id order by id) from telegram_updates")) == [1, 2]


def test_several_keep_a_pace_together(connection: Connection) -> None:
    all_, chat = Step("all", 0.5, 3), Step("7", 1.0)
    assert [round(take_turn(connection, all_), 1) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert [round(take_turn(connection, chat), 1) for _ in range(3)] == [0, 1.0, 2.0]
    hold(connection, {"8": 5.0, "all": 9.0})
    hold(connection, {"8": 1.0})
    assert round(take_turn(connection, Step("8", 1.0))) == 5
    assert round(take_turn(connection, all_)) == 9


def test_one_holds_the_lock_until_its_connection_ends(database: Engine) -> None:
    first, second = Lock(database, 5), Lock(database, 5)
    assert first.take()
    assert first.is_held()
    assert not second.take()
    with database.connect() as connection:  # as when its machine is gone
        connection.execute(text("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"))
    assert not first.is_held()
    assert second.take()
    second.release()
    assert first.take()
    first.release()
