"""A pool of this machine: order, faults, deaths, and how far ahead it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from bot.pool.local import local_pool
from bot.pool.pool import DeadlyError, Pool
from tests.pool.works import Task, work


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with local_pool(2) as made:
        yield made


def sleeps(*given: int) -> list[Task]:
    return [("sleep", 0.0, number) for number in given]


def told(pool: Pool, items: Iterable[Task], *, in_order: bool = False) -> list[tuple[Task, int | str]]:
    """What became of each item: what it gave, or the kind of its error."""
    found: list[tuple[Task, int | str]] = []
    for done in pool.each(work, items, in_order=in_order):
        try:
            found.append((done.item, done.result()))
        except Exception as error:
            found.append((done.item, type(error).__name__))
    return found


@pytest.mark.parametrize("count", [0, 1, 100])
def test_each_item_comes_out_once(count: int, pool: Pool) -> None:
    assert sorted(given for _, given in told(pool, sleeps(*range(count)))) == list(range(count))


def test_in_order_and_as_they_are_done(pool: Pool) -> None:
    items: list[Task] = [("sleep", 0.3, 0), *sleeps(*range(1, 30))]
    assert told(pool, items, in_order=True) == [(item, item[2]) for item in items]
    assert told(pool, items)[-1] == (items[0], 0)


def test_a_fault_is_told_and_the_others_go_on(pool: Pool) -> None:
    items: list[Task] = [*sleeps(1, 2), ("raise", 0, 3), *sleeps(4)]
    assert [given for _, given in told(pool, items, in_order=True)] == [1, 2, "ValueError", 4]


def test_what_kills_its_process_is_told_and_takes_nobody_along(pool: Pool) -> None:
    items: list[Task] = [("sleep", 0.02, 1), ("die", 0, 2), *(("sleep", 0.02, given) for given in range(3, 12))]
    found = told(pool, items, in_order=True)
    assert found == [(item, DeadlyError.__name__ if item[0] == "die" else item[2]) for item in items]


def test_a_work_within_a_work(pool: Pool) -> None:
    """As drafts are named in order between reading and writing."""
    doubled = (("sleep", 0.0, 2 * done.result()) for done in pool.each(work, sleeps(*range(20)), in_order=True))
    assert sorted(given for _, given in told(pool, doubled)) == list(range(0, 40, 2))


@pytest.mark.parametrize(("in_order", "most"), [(False, 4), (True, 4 + 32 + 1)])
def test_items_are_taken_as_there_is_room(in_order: bool, most: int, pool: Pool) -> None:
    taken = 0

    def items() -> Iterator[Task]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield ("sleep", 0.2 if number == 0 else 0.0, number)

    for count, _ in enumerate(pool.each(work, items(), in_order=in_order)):
        assert taken - count <= most
