"""Lost replies: whether Telegram took a message although no reply came, so that it is sent again only if not.

The Bot API cannot be asked which messages a chat has, but it lets a bot edit its own. A message that was taken has one
of the next numbers in its chat. Editing that number into the very same message is refused as "not modified" where it is
there, and as "not found" or "can't be edited" where the number is nobody's or somebody else's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram.error import BadRequest

Send = Callable[..., Coroutine[Any, Any, Any]]
LOOKED_AT = 5
"""Numbers that are tried. In a group where more is written meanwhile, a message may be missed, and be sent twice."""
_SAME = ("chat_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup")


async def taken(
    callback: Send, kwargs: Mapping[str, Any], data: Mapping[str, Any], after: int
) -> dict[str, Any] | None:
    """The message that sendMessage with `data` has made above the number `after`, or None where there is none.

    Raises what requests raise, but BadRequest.
    """
    same = {name: data[name] for name in _SAME if name in data}
    for number in range(after + 1, after + 1 + LOOKED_AT):
        try:
            await callback("editMessageText", {**same, "message_id": number}, **kwargs)
        except BadRequest as error:
            if "not modified" not in str(error).casefold():
                continue
        return {"message_id": number, "date": int(time.time()), "chat": {"id": data["chat_id"], "type": "private"}}
    return None
