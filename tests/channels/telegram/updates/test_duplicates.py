"""Updates that come again, within a run and over a restart."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.updates import journal as journals
from bot.channels.telegram.updates.duplicates import Duplicates
from bot.channels.telegram.updates.journal import Journal

TOKEN, URL = "1:secret-token", "http://127.0.0.1:1"


def update(id_: int, text: str = "Vad kostar simskolan?", date: float | None = None) -> dict[str, Any]:
    message = {"message_id": id_, "date": int(date or time.time()), "chat": {"id": 77001}, "text": text}
    return {"update_id": id_, "message": message}


def opened(folder: Path, token: str = TOKEN) -> Journal:
    journal = Journal(folder, token, URL)
    assert journal.open()
    return journal


def test_an_update_is_new_once() -> None:
    duplicates = Duplicates()
    assert [duplicates.first(id_) for id_ in (1, 2, 1, 3, 2, 1)] == [True, True, False, True, False, False]


def test_the_oldest_are_forgotten() -> None:
    duplicates = Duplicates(limit=3)
    for id_ in (1, 2, 3, 4):
        assert duplicates.first(id_)
    assert not duplicates.first(4)
    assert duplicates.first(1)


def test_what_was_noted_before_a_kill_is_known_after_it(tmp_path: Path) -> None:
    first, second = update(1), update(2)
    opened(tmp_path).note(first)  # and killed: nothing is closed
    journal = opened(tmp_path)
    assert (journal.has(first), journal.has(second)) == (True, False)


def test_the_same_number_with_other_words_is_another_update(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.note(update(1))
    journal.close()
    assert not opened(tmp_path).has(update(1, "Vem är emot?"))


def test_another_bot_has_a_journal_of_its_own(tmp_path: Path) -> None:
    first = update(1)
    opened(tmp_path).note(first)
    assert not opened(tmp_path, "2:another").has(first)


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_that_jumps_by_days_makes_nothing_new(tmp_path: Path, days: int) -> None:
    first = update(1, date=time.time() + days * 24 * 3600)
    journal = opened(tmp_path)
    journal.note(first)
    os.utime(journal.path, (1e9, 1e9))
    assert opened(tmp_path).has(first)


def test_an_answer_under_way_is_known_after_a_kill_until_it_is_dealt_with(tmp_path: Path) -> None:
    first, second, third = update(1), update(2), update(3)
    journal = opened(tmp_path)
    journal.begin(first, 7)
    journal.begin(second, 8)
    journal.begin(second, None)  # surely not taken
    journal.begin(third, 9)
    journal.note(third)
    journal = opened(opened(tmp_path).path.parent)
    assert [journal.begun(raw) for raw in (first, second, third)] == [7, None, None]
    assert [journal.has(raw) for raw in (first, second, third)] == [False, False, True]


def test_the_latest_message_of_a_chat_is_known_after_a_kill(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    for number in (5, 9):
        journal.note_latest(77001, number)
    journal.note_latest(8, 3)
    journal = opened(opened(tmp_path).path.parent)
    assert [journal.latest(chat) for chat in (77001, 8, 9)] == [9, 3, 0]
    assert "77001" not in journal.path.read_text()


def test_the_file_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "_MOST", 10)
    journal = opened(tmp_path)
    first, second, *rest, last = (update(id_) for id_ in range(1, 100))
    journal.begin(first, 7)
    for raw in (second, *rest, last):
        journal.note(raw)
    journal = opened(tmp_path)
    assert len(journal.path.read_text().splitlines()) <= 12
    assert (journal.begun(first), journal.has(last), journal.has(second)) == (7, True, False)


def test_the_file_says_nothing_of_anybody(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.note(update(1))
    written = journal.path.read_text() + journal.path.name
    assert not any(secret in written for secret in ("simskolan", "77001", "secret-token", "127.0.0.1"))
    assert journal.path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_only_means_less_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    trouble: list[str] = []
    journal = Journal(blocked / "folder", TOKEN, URL, trouble.append)
    assert not journal.open()
    first, second = update(1), update(2)
    journal.note(first)
    assert not journal.has(first)
    assert len(trouble) == 1
    blocked.unlink()
    monkeypatch.setattr(journal, "_again_at", 0.0)
    journal.note(second)
    assert [opened(blocked / "folder").has(raw) for raw in (first, second)] == [True, True]
    journal.close()


def test_a_journal_that_is_no_text_is_begun_anew(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.close()
    journal.path.write_bytes(b"\xff\xfe\x00" * 100)
    journal = opened(tmp_path)
    journal.note(update(1))
    assert opened(tmp_path).has(update(1))
