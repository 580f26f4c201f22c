"""The tables of the state, of all stores together."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

LANGUAGES = Table(
    "languages",
    METADATA,
    Column("chat", Text, primary_key=True),
    Column("language", Text, nullable=False),
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("wall", Float),
    Column("uptime", Float),
)
VAIN_KEYS = Table(
    "vain_keys",
    METADATA,
    Column("key", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
)
VAIN_ASKED = Table(
    "vain_asked",
    METADATA,
    Column("word", LargeBinary, primary_key=True),
    Column("who", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
VAIN_WORDS = Table(
    "vain_words",
    METADATA,
    Column("stem", Text, primary_key=True),
    Column("word", Text),
    Column("people", Integer),
    Column("day", Integer),
    sqlite_with_rowid=False,
)
