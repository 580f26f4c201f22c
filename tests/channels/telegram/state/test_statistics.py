"""What is counted, and what is remembered for it."""

from __future__ import annotations

from bot.channels.telegram.state.statistics import Statistics


def test_a_person_has_one_thumb_for_each_message() -> None:
    statistics = Statistics()
    for person, up in ((1, True), (1, True), (2, True), (1, False)):
        statistics.vote(10, 20, person, up)
    statistics.vote(10, 21, 1, True)
    assert (statistics.counts["up"], statistics.counts["down"]) == (2, 1)


def test_nobody_can_be_read_from_the_memory_of_thumbs() -> None:
    first, second = Statistics(), Statistics()
    for statistics in (first, second):
        statistics.vote(123456789, 20, 987654321, True)
    kept = [list(statistics._votes) for statistics in (first, second)]
    assert kept[0] != kept[1], "the salt is new at each start"
    assert all(isinstance(key, bytes) for keys in kept for key in keys)
