"""The tables of the state, of all stores together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

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
)
