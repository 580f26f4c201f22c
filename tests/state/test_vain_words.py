"""Words asked for in vain: written down once three have asked with them, forgotten after 30 days."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.state.vain_words import VainWords


class Calendar:
    def __init__(self) -> None:
        self.day = 20_000

    def __call__(self) -> int:
        return self.day


def words(tmp_path: Path) -> tuple[VainWords, Calendar, Path]:
    calendar, file = Calendar(), tmp_path / "new" / "state.sqlite"
    return VainWords(f"sqlite:///{file}", calendar), calendar, file


def test_a_word_is_told_once_three_have_asked(tmp_path: Path) -> None:
    vain, _, _ = words(tmp_path)
    for who in ("a", "b", "a", "a"):
        vain.note({"parker": "parkering"}, who)
    assert vain.often() == ()
    vain.note({"parker": "parkeringen", "hund": "hund"}, "c")
    assert vain.often() == (("parkeringen", 3),)
    vain.note({"parker": "parkering"}, "d")
    for who in "abc":
        vain.note({"bad": "bad"}, who)
    assert vain.often() == (("parkering", 4), ("bad", 3))


def test_nothing_readable_is_kept_of_what_fewer_asked(tmp_path: Path) -> None:
    vain, _, file = words(tmp_path)
    for who in ("chat 4711", "chat 4712"):
        vain.note({"granne": "grannen", "svensson": "svensson"}, who)
    kept = file.read_bytes()
    for word in (b"grann", b"svensson", b"4711", b"chat"):
        assert word not in kept
    with sqlite3.connect(file) as database:
        rows = database.execute("SELECT word, who FROM vain_asked").fetchall()
    assert len({who for _, who in rows}) == 4  # who asked for one word cannot be found among those of another


def test_all_is_forgotten_with_the_key_after_thirty_days(tmp_path: Path) -> None:
    vain, calendar, file = words(tmp_path)
    for who in "ab":
        vain.note({"bad": "bad"}, who)
    for who in "abc":
        vain.note({"hund": "hund"}, who)
    with sqlite3.connect(file) as database:
        [(key,)] = database.execute("SELECT key FROM vain_keys").fetchall()
    calendar.day += 29
    assert vain.often() == (("hund", 3),)
    calendar.day += 1
    assert vain.often() == ()
    vain.note({"bad": "bad"}, "c")
    assert vain.often() == ()
    assert key not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_where_the_file_cannot_be_used_nothing_is_counted(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    vain = VainWords(f"sqlite:///{tmp_path}/file/state.sqlite")
    vain.note({"bad": "bad"}, "a")
    assert vain.often() == ()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database " * 100)
    assert VainWords(f"sqlite:///{broken}").often() == ()
