"""The terminal: one question, or lines of questions for programs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any, TextIO

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.errors import USAGE
from bot.matching.context import Conversations

DECLINED = 1


def answer_one(
    bot: Answerer,
    question: str,
    out: TextIO,
    case: str | None,
    language: str | None,
    *,
    as_json: bool,
    url: str | None = None,
) -> int:
    """Writes the answer to one question as plain text or JSON; gives the exit code.

    `url` is where the pages are reached from outside, if they are; JSON then has the address of each quote.
    """
    answer = bot.ask(question, case=case, language=language).answer
    written = json.dumps(answer.as_json(url), ensure_ascii=False, indent=2) if as_json else answer.text
    print(written, file=out, flush=True)
    return DECLINED if answer.status is Status.DECLINED else 0


def answer_each(
    bot: Answerer,
    lines: Iterable[bytes],
    out: TextIO,
    case: str | None,
    language: str | None,
    *,
    as_json: bool,
    url: str | None = None,
) -> int:
    """Answers each line that is not empty as a question by itself, as soon as it has come; gives the exit code.

    Between answers in plain text is an empty line. Where one is declined, so is the whole; no question is an empty one.
    """
    codes: list[int] = []
    for line in lines:
        question = line.decode("utf-8", "replace").strip()
        if not question:
            continue
        if codes and not as_json:
            print(file=out)
        codes.append(answer_one(bot, question, out, case, language, as_json=as_json, url=url))
    return max(codes) if codes else answer_one(bot, "", out, case, language, as_json=as_json, url=url)


def answer_lines(
    bot: Answerer,
    lines: Iterable[bytes],
    out: TextIO,
    case: str | None,
    language: str | None,
    url: str | None = None,
) -> int:
    """Answers each line {"id", "q", "chat"?, "case"?} with a line of JSON that has its id; gives the exit code.

    Lines that share `chat` are one conversation. A line that is not such an object is answered with an `error`.
    """
    conversations = Conversations(time.monotonic)
    broken = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        asked, problem = _read(line)
        scope = asked.get("case") or case
        if problem is None and scope is not None and scope not in bot.knowledge.cases:
            problem = f"no case {scope!r}"
        written: dict[str, Any] = {"id": asked.get("id")}
        if problem is not None:
            broken = True
            written["error"] = f"line {number}: {problem}"
        else:
            written |= _in_conversation(bot, asked, conversations, scope, language).as_json(url)
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


def _read(line: bytes) -> tuple[dict[str, Any], str | None]:
    """The object of a line (empty where it is none), and what is wrong with it."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {}, f"not JSON ({error})"
    if not isinstance(asked, dict):
        return {}, 'not an object with a text "q"'
    if not isinstance(asked.get("q"), str):
        return asked, 'not an object with a text "q"'
    if not isinstance(asked.get("case"), str | None):
        return asked, '"case" must be a text'
    return asked, None
