"""What the tests have a pool do: a module of its own, as workers look up by name what they are to do."""

from __future__ import annotations

import os
import signal
import time

Task = tuple[str, float, int]
"""What happens, after how many seconds, and what is given then."""


def work(task: Task) -> int:
    """Does a task: "sleep", "raise" (ValueError), or "die" as a process does that takes too much memory."""
    what, seconds, given = task
    time.sleep(seconds)
    if what == "raise":
        raise ValueError(f"no {given}")
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return given


def interval(_: int) -> tuple[int, float, float]:
    """Works for a moment; gives the process, and when it began and ended."""
    begun = time.monotonic()
    time.sleep(0.05)
    return os.getpid(), begun, time.monotonic()
