"""The intake: what is in hand for long is safe, in the outbox or because nobody asks for it any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.channels.logs import Log
from bot.channels.telegram.updates.intake import Intake
from bot.channels.telegram.updates.journal import Journal
from bot.state.outbox import Outbox

PERSON = {"id": 7, "is_bot": False, "first_name": "P"}
MESSAGE = {"message_id": 1, "date": 1, "from": PERSON, "chat": {"id": 7, "type": "private"}, "text": "hej"}
QUERY = {"id": "1", "from": PERSON, "query": "hej", "offset": ""}


class Watched(Outbox):
    """An outbox that notes what is deleted from it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.deleted: list[int] = []

    def delete(self, ids: Any) -> None:
        self.deleted += ids
        super().delete(ids)


@pytest.mark.parametrize(
    ("update", "waits", "deleted"), [({"message": MESSAGE}, 1, [1]), ({"inline_query": QUERY}, 0, [])]
)
async def test_what_is_slow(update: dict[str, Any], waits: int, deleted: list[int], tmp_path: Path) -> None:
    outbox, taken = Watched(tmp_path / "outbox.sqlite"), list[Any]()
    intake = Intake(Log(), Journal(tmp_path, "1:x", "http://x"), outbox, pytest.fail)
    safe = intake.take({"update_id": 1, **update}, Bot("1:x"), taken.append)
    assert safe is not None
    assert (intake.unsafe, intake.lowest, safe.done()) == (1, 1, False)
    await intake.keep(0)
    assert (intake.unsafe, intake.lowest, safe.done()) == (0, None, True)
    assert len(outbox.waiting()) == waits
    await intake.settled(taken[0])
    assert (outbox.deleted, outbox.waiting()) == (deleted, [])
    outbox.close()
