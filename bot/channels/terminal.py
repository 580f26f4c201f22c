"""The terminal: one question, or lines of questions for programs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any, TextIO

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.matching.context import Conversations

DECLINED = 1
USAGE = 2


def answer_one(
    bot: Answerer, question: str, out: TextIO, case: str | None, language: str | None, *, as_json: bool
) -> int:
    """Writes the answer to one question as plain text or JSON; gives the exit code."""
    answer = bot.ask(question, case=case, language=language).answer
    print(json.dumps(answer.as_json(), ensure_ascii=False, indent=2) if as_json else answer.text, file=out)
    return DECLINED if answer.status is Status.DECLINED else 0


def answer_lines(
    bot: Answerer, lines: Iterable[bytes], out: TextIO, case: str | None, language: str | None
) -> int:
    """Answers each line {"id", "q", "chat"?, "case"?} with a line of JSON that has its id; gives the exit code.

    Lines that share `chat` are one conversation. A line that is not such an object is answered with an `error`.
    """
    conversations = Conversations(time.monotonic)
    broken = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        asked = _read(line)
        if isinstance(asked, str):
            broken = True
            written: dict[str, Any] = {"id": None, "error": f"line {number}: {asked}"}
        elif (scope := asked.get("case") or case) is not None and scope not in bot.knowledge.cases:
            broken = True
            written = {"id": asked.get("id"), "error": f"line {number}: no case {scope!r}"}
        else:
            answer = _in_conversation(bot, asked, conversations, scope, language)
            written = {"id": asked.get("id"), **answer.as_json()}
        print(_line(written), file=out, flush=True)
    return USAGE if broken else 0


def _in_conversation(
    bot: Answerer, asked: dict[str, Any], conversations: Conversations, case: str | None, language: str | None
) -> Answer:
    chat = asked.get("chat")
    if chat is None:
        return bot.ask(asked["q"], case=case, language=language).answer
    reply = bot.ask(asked["q"], conversations.of(str(chat)), case=case, language=language)
    conversations.keep(str(chat), reply.context)
    return reply.answer


def _line(written: dict[str, Any]) -> str:
    """One line of JSON. Half a surrogate pair, as an id may have, cannot be written in UTF-8, so it is escaped."""
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def _read(line: bytes) -> dict[str, Any] | str:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error})"
    if not isinstance(asked, dict) or not isinstance(asked.get("q"), str):
        return 'not an object with a text "q"'
    if not isinstance(asked.get("case"), str | None):
        return '"case" must be a text'
    return asked
