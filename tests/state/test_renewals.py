"""Renewals are counted, on a real PostgreSQL, and a worker that starts knows whether one came while it read."""

from __future__ import annotations

import time

from bot.state.database import engine, make
from bot.state.renewals import renew, renewals, renewals_before
from bot.state.tables import RENEWALS
from tests.postgresql import PostgreSQL


def test_the_number_rises_and_its_last_step_is_told_apart(postgresql: PostgreSQL) -> None:
    database = engine(postgresql.new_database())
    make(database, RENEWALS)
    with database.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        assert renewals(connection) == renewals_before(connection, 60) == 0
        assert [renew(connection) for _ in range(3)] == [1, 2, 3]
        assert renewals(connection) == 3
        assert renewals_before(connection, 60) == 2
        time.sleep(0.05)
        assert renewals_before(connection, 0.02) == 3
    database.dispose()
