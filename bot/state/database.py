"""Databases: a SQLite file of the bot's own, or a PostgreSQL that several processes share, by SQLAlchemy Core.

SQLAlchemy takes a tenth of a second to import, so whoever may do without a database imports what is here only when it
is used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from bot.errors import SettingsError
from bot.settings import POSTGRESQL, PREFIX, SQLITE
from bot.state.tables import METADATA

PATIENCE = 0.2
"""Seconds that another process may hold a SQLite file."""
_CONNECTING = 5  # seconds that a PostgreSQL may take to answer
_POOL = 8  # connections to a PostgreSQL that are kept
_MAKING = 1616  # the number of the lock that whoever makes tables holds


def engine(url: str, *pragmas: str, patience: float = PATIENCE) -> Engine:
    """The database at `sqlite:///FILE` or `postgresql://...`; nothing is opened before it is used.

    Of a SQLite file (made where there is none, as is its folder) only its owner may read anything, and what is deleted
    is overwritten; `pragmas` are more that it gets, `patience` the seconds that another process may hold it. Each
    transaction begins as one that writes, so that none fails for another's sake later on.

    Errors from it hold no values. Raises SettingsError for other addresses, and where the driver of PostgreSQL lacks.
    """
    if url.startswith(SQLITE):
        file = Path(url.removeprefix(SQLITE)).expanduser()
        opened = partial(_opened, file, ("secure_delete = on", *pragmas), patience)
        made = create_engine("sqlite://", creator=opened, poolclass=QueuePool, hide_parameters=True)
        event.listen(made, "begin", lambda connection: connection.exec_driver_sql("begin immediate"))
        return made
    if not url.startswith(POSTGRESQL):
        raise SettingsError(f"{PREFIX}STATE_URL must begin with {SQLITE} or {POSTGRESQL}")
    try:
        return create_engine(
            make_url(url).set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": _CONNECTING},
            pool_size=_POOL,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except ModuleNotFoundError:
        lacking = f"{PREFIX}STATE_URL is a PostgreSQL, and its driver is not installed"
        raise SettingsError(lacking, remedy="install 'beslutsbot[postgresql]'") from None
    except (ArgumentError, ValueError):
        raise SettingsError(
            f"{PREFIX}STATE_URL cannot be read", remedy="write postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        ) from None


def make(database: Engine, *tables: Table) -> None:
    """Makes tables where they are missing, also where several processes do so at once."""
    with alone(database, _MAKING) as connection:
        METADATA.create_all(connection, tables)


@contextmanager
def alone(database: Engine, lock: int) -> Iterator[Connection]:
    """A transaction that runs when no other with the same number does, in whatever process."""
    with database.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": lock})
        yield connection  # in SQLite none that writes runs beside another


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that may say what is to be done ON CONFLICT; both databases have it in the same words."""
    return (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(table)


def what_failed(error: Exception) -> str:
    """What went wrong, as for admins: the kind, and nothing of what was to be written."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def _opened(file: Path, pragmas: tuple[str, ...], patience: float) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    database = sqlite3.connect(file, timeout=patience, check_same_thread=False, isolation_level=None)
    for pragma in pragmas:
        database.execute(f"pragma {pragma}")
    return database
