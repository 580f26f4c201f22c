"""Floods: the count, the one notice, the silence, and that it ends."""

from __future__ import annotations

from bot.channels.telegram.state.flood import Flood, Verdict

ANSWER, NOTICE, SILENCE = Verdict.ANSWER, Verdict.NOTICE, Verdict.SILENCE


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_twenty_messages_are_answered_then_one_notice_then_silence() -> None:
    flood = Flood(Clock())
    assert [flood.judge(1) for _ in range(25)] == [ANSWER] * 20 + [NOTICE] + [SILENCE] * 4


def test_others_notice_nothing() -> None:
    flood = Flood(Clock())
    for _ in range(30):
        flood.judge(1)
    assert flood.judge(2) is ANSWER


def test_who_writes_steadily_is_always_answered() -> None:
    clock = Clock()
    flood = Flood(clock)
    for _ in range(200):
        assert flood.judge(1) is ANSWER
        clock.now += 3.1


def test_silence_ends_and_the_count_begins_anew() -> None:
    clock = Clock()
    flood = Flood(clock, most=2, window=60, silence=30)
    assert [flood.judge(1) for _ in range(4)] == [ANSWER, ANSWER, NOTICE, SILENCE]
    clock.now += 29.9
    assert flood.judge(1) is SILENCE
    clock.now += 0.2
    assert [flood.judge(1) for _ in range(3)] == [ANSWER, ANSWER, NOTICE]


def test_the_window_slides() -> None:
    clock = Clock()
    flood = Flood(clock, most=2, window=60)
    flood.judge(1)
    clock.now += 40
    flood.judge(1)
    clock.now += 21
    assert flood.judge(1) is ANSWER
    assert flood.judge(1) is NOTICE


def test_one_a_minute_for_what_is_no_text() -> None:
    clock = Clock()
    line = Flood(clock, 1)
    assert line.judge(1) is ANSWER
    assert line.judge(1) is not ANSWER
    clock.now += 61
    assert line.judge(1) is ANSWER
