"""Times: how long the service waits for what; whoever tests it has shorter ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Seconds, but for `crowd`.

    `polled` and `pushed` are how long an update may be in hand before it goes into the outbox, so that Telegram need
    not keep it: when polling, where it holds up all others, and by webhook, where it holds a connection. Where
    `crowd` updates are in hand it is `polled` for both. `finishing` is how long a stop waits for what is in hand.
    `watch` lies between two looks at the webhook, `apart` between two refusals of the token after which it is given up,
    `yielding` at most between two tries while another program polls, and `lease` is how long a worker among several
    counts as living after a sign of life. `telling` is how long a process has the turn to tell of news before another
    may take it, and `ahead` how much the clock of that goes before the machine's.
    """

    polled: float = 1.0
    pushed: float = 20.0
    crowd: int = 50
    finishing: float = 1.5
    watch: float = 180.0
    apart: float = 60.0
    yielding: float = 30.0
    lease: float = 5.0
    telling: float = 60.0
    ahead: float = 0.0
