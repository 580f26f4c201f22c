"""The outbox: what waits outlives a kill, and nothing outlives its answer or its hour."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.state.outbox import KEPT, Outbox, OutboxError

DAY = 86_400.0


class Clock:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.wall, self.uptime = 1e9, 5_000.0

    def outbox(self, folder: Path) -> Outbox:
        return Outbox(folder / "telegram.sqlite", lambda: self.wall, lambda: self.uptime)


def test_what_waits_is_there_after_a_kill_in_order(tmp_path: Path) -> None:
    clock = Clock()
    clock.outbox(tmp_path).put({3: "third", 1: "first", 2: "second"})  # and killed: nothing is closed
    outbox = clock.outbox(tmp_path)
    outbox.delete([2])
    assert clock.outbox(tmp_path).waiting() == ["first", "third"]


def test_what_is_answered_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    outbox = Clock().outbox(tmp_path)
    outbox.put({1: "Vad kostar simskolan?", 2: "och V då?"})
    assert b"simskolan" in outbox.path.read_bytes()
    outbox.delete([1, 2])
    files = list(tmp_path.iterdir())
    assert not [file for file in files if b"simskolan" in file.read_bytes() or b"och V" in file.read_bytes()]
    assert outbox.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("wall", "uptime", "kept"),
    [
        (KEPT - 1, KEPT - 1, True),
        (KEPT + 1, KEPT + 1, False),
        (5 * DAY, 60, True),  # the clock was set forward by days
        (-5 * DAY, 60, True),
        (60, -4_000, True),  # the machine was restarted
        (DAY, -4_000, False),
    ],
)
def test_an_hour_is_an_hour_by_whichever_clock_did_not_jump(
    tmp_path: Path, wall: float, uptime: float, kept: bool
) -> None:
    clock = Clock()
    clock.outbox(tmp_path).put({1: "x"})
    clock.wall += wall
    clock.uptime += uptime
    assert clock.outbox(tmp_path).waiting() == ["x"] * kept


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    outbox = Clock().outbox(tmp_path)
    outbox.path.write_bytes(b"\xff rubbish" * 1000)
    with pytest.raises(OutboxError):
        outbox.put({1: "x"})
    outbox.put({1: "x"})
    assert outbox.waiting() == ["x"]


def test_a_folder_that_cannot_be_written_is_told_of_and_tried_again(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    outbox = Outbox(blocked / "telegram.sqlite")
    with pytest.raises(OutboxError):
        outbox.put({1: "x"})
    with pytest.raises(OutboxError):
        outbox.delete([1])
    blocked.unlink()
    outbox.put({2: "y", 1: "x"})
    outbox.delete([])
    assert outbox.waiting() == ["y"], "the first was answered while the disk was gone"
