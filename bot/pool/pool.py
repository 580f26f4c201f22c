"""What work is given to: a function and items go in, what became of each item comes out, and none is lost."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from bot.errors import FAILED, BeslutsbotError

I = TypeVar("I")  # noqa: E741
R = TypeVar("R")
_AHEAD = 2  # items with the pool for each worker: one that is worked on, and the next
_KEPT = 16  # results for each worker that wait for an earlier one, at most: then no more is begun


class DeadlyError(BeslutsbotError):
    """An item whose workers died, each time that it was tried."""

    code: ClassVar[int] = FAILED


class PoolError(BeslutsbotError):
    """A pool that cannot be had, or is there no more; what was done until then stays done."""

    code: ClassVar[int] = FAILED


@dataclass(frozen=True, eq=False)
class Done(Generic[I, R]):
    """An item that was worked on."""

    item: I
    _future: Future[R]

    def result(self) -> R:
        """What the work gave. Raises what the work raised, and DeadlyError."""
        return self._future.result()


@dataclass(frozen=True, eq=False)
class _Try(Generic[I]):
    """An item on its way: which in order, and how many of its workers have died."""

    turn: int
    item: I
    deaths: int = 0


class Pool(ABC):
    """Processes that work side by side. Functions, items and results must be such as can be pickled."""

    tries: ClassVar[int]
    """How many times an item is tried whose worker died."""
    death: type[BaseException]
    """What a future says whose worker died."""

    @property
    @abstractmethod
    def width(self) -> int:
        """How many items are worked on at once, now."""

    @abstractmethod
    def submit(self, work: Callable[[I], R], item: I) -> Future[R]:
        """Begins a work. Raises PoolError when the pool is there no more."""

    @abstractmethod
    def lost(self) -> PoolError:
        """What to raise where a future was cancelled and nobody here did so."""

    def each(self, work: Callable[[I], R], items: Iterable[I], *, in_order: bool = False) -> Iterator[Done[I, R]]:
        """What becomes of each item: as they are done, or in the order of the items.

        Items are taken one by one as there is room, and results are not made far ahead of who takes them, so that any
        number can pass. An item whose worker died is tried again, such items one at a time, as it may have killed it
        and others with it. Raises PoolError.
        """
        upcoming = (_Try(turn, item) for turn, item in enumerate(items))
        running: dict[Future[R], _Try[I]] = {}
        suspects: deque[_Try[I]] = deque()
        done: dict[int, Done[I, R]] = {}
        turn = 0
        try:
            while True:
                width = self.width
                while len(running) < _AHEAD * width and len(done) < _KEPT * width:
                    tried = _next(upcoming, suspects, running.values())
                    if tried is None:
                        break
                    running[self.submit(work, tried.item)] = tried
                if not running and not done:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                    tried = running.pop(future)
                    result = self._settled(future, tried)
                    if isinstance(result, _Try):
                        suspects.append(result)
                    else:
                        done[tried.turn] = result
                while done and (turn in done or not in_order):
                    yield done.pop(turn if in_order else next(iter(done)))
                    turn += 1
        finally:
            for future in running:
                future.cancel()

    def _settled(self, future: Future[R], tried: _Try[I]) -> Done[I, R] | _Try[I]:
        """What became of an item, or the item anew where it is to be tried again."""
        if future.cancelled():
            raise self.lost()
        if not isinstance(future.exception(), self.death):
            return Done(tried.item, future)
        deaths = tried.deaths + 1
        if deaths < self.tries:
            return _Try(tried.turn, tried.item, deaths)
        failed: Future[R] = Future()
        failed.set_exception(
            DeadlyError(
                "each process that works on it dies",
                remedy="it may take more memory than there is: give it more, or work on it by itself",
            )
        )
        return Done(tried.item, failed)


def _next(upcoming: Iterator[_Try[I]], suspects: deque[_Try[I]], running: Iterable[_Try[I]]) -> _Try[I] | None:
    """What to begin next: a suspect where none is tried, or else the next item; None where there is none now."""
    if suspects and not any(tried.deaths for tried in running):
        return suspects.popleft()
    return next(upcoming, None)
