"""Databases: which addresses are taken, what is made where it is missing, and that no secret and no value is told."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Column, Table, Text, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError
from bot.state.database import alone, engine, insert, make
from bot.state.tables import LANGUAGES, METADATA
from bot.state.vain_words import VainWords
from tests.postgresql import PostgreSQL


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/state.sqlite"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


def test_tables_are_made_where_they_are_missing_by_several_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: make(engine(url, patience=5), LANGUAGES), range(4)))
    assert inspect(engine(url)).get_table_names() == ["languages"]


def test_an_insert_says_what_is_done_where_there_is_one_already(url: str) -> None:
    database = engine(url)
    make(database, LANGUAGES)
    for language in ("sv", "en"):
        with database.begin() as connection:
            new = insert(connection, LANGUAGES).values(chat="1", language=language)
            connection.execute(new.on_conflict_do_update(index_elements=["chat"], set_={"language": language}))
    with database.begin() as connection:
        assert [tuple(row) for row in connection.execute(select(LANGUAGES))] == [("1", "en")]


def test_two_that_must_be_alone_take_turns(url: str) -> None:
    database = engine(url, patience=5)
    make(database, LANGUAGES)
    with alone(database, 1) as connection:
        connection.execute(LANGUAGES.insert().values(chat="1", language="sv"))

    def count(_: int) -> None:
        with alone(database, 1) as connection:
            [(before,)] = connection.execute(select(LANGUAGES.c.language)).fetchall()
            connection.execute(LANGUAGES.update().values(language=f"{before}x"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(8)))
    with database.begin() as connection:
        assert connection.scalar(select(LANGUAGES.c.language)) == "sv" + 8 * "x"


def test_words_asked_in_vain_are_counted_in_either(url: str) -> None:
    for who in "abc":
        VainWords(url).note({"hund": "hund"}, who)
    assert VainWords(url).often() == (("hund", 3),)


@pytest.mark.parametrize(
    "address",
    ["mysql://u:secret@h/d", "secret", "postgresql://u:secret@h:port/d", "postgresql://u:secret@127.0.0.1:1/d"],
)
def test_no_error_tells_a_password_or_a_value(address: str) -> None:
    with pytest.raises((SettingsError, SQLAlchemyError)) as refused:
        make(engine(address), LANGUAGES)
    assert "secret" not in repr(refused.value) + str(refused.value)


def test_no_error_tells_a_value(url: str) -> None:
    database = engine(url)
    missing = Table("missing", METADATA.__class__(), Column("body", Text))
    with pytest.raises(SQLAlchemyError) as refused, database.begin() as connection:
        connection.execute(missing.insert().values(body="Vad kostar simskolan?"))
    assert "simskolan" not in str(refused.value)


def test_a_question_in_the_terminal_waits_for_no_database() -> None:
    code = "import sys\nfrom bot.cli import main\nmain(['ask', 'Vad?'])\nsys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
