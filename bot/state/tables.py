"""The tables of the state, of all stores together."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

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

# What several workers share that are one bot, in PostgreSQL.
WORKERS = Table(
    "telegram_workers",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("lease", DateTime(timezone=True), nullable=False),
)
UPDATES = Table(
    "telegram_updates",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger),
    Column("worker", Text, nullable=False),
    Column("done", Boolean, nullable=False, server_default=false()),
    Column("after", BigInteger),
    Column("pressed", Boolean, nullable=False, server_default=false()),
    Column("body", Text),
    Column("claimed", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
Index("telegram_updates_in_hand", UPDATES.c.chat, UPDATES.c.id, postgresql_where=~UPDATES.c.done)
Index("telegram_updates_at", UPDATES.c.at)
Index("telegram_updates_kept", UPDATES.c.id, postgresql_where=~UPDATES.c.done & UPDATES.c.body.is_not(None))
CHATS = Table(
    "telegram_chats",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("turn", BigInteger),
    Column("worker", Text),
    Column("memory", JSONB, nullable=False, server_default="{}"),
    Column("heard", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
PACES = Table(
    "telegram_paces",
    METADATA,
    Column("who", Text, primary_key=True),
    Column("free", Double, nullable=False),
    Column("step", Double, nullable=False),
    Column("burst", Integer, nullable=False),
    Column("until", Double, nullable=False, server_default="0"),
)
RENEWALS = Table(
    "telegram_renewals",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),  # of the last
)

# What is followed.
FOLLOWERS = Table(
    "followers",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Integer, primary_key=True, autoincrement=False),  # of a forum; 0 for none
    Column("language", Text, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("told", Float, nullable=False),  # when a message was last sent, in seconds since 1970; 0 for never
    Column("message", Text),  # what is under way, and the number above which it is, if it is there
    Column("after", BigInteger),
)
FOLLOWS = Table(
    "follows",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Integer, primary_key=True, autoincrement=False),
    Column("sort", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Index("follows_by_subject", "sort", "what"),
)
FOLLOW_NEWS = Table(
    "follow_news",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Integer, primary_key=True, autoincrement=False),
    Column("news", Text, primary_key=True),
)
FOLLOW_MARKS = Table(
    "follow_marks",
    METADATA,
    Column("case_id", Text, primary_key=True),
    Column("marks", Text, nullable=False),
)
FOLLOW_TURN = Table(
    "follow_turn",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("owner", Text, nullable=False),
    Column("until", Float, nullable=False),  # seconds since 1970
    Column("knowledge", Text, nullable=False),  # a hash of what was marked last
)
