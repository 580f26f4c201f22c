"""A conversation in the terminal, its quotes set apart from the bot's own words."""

from __future__ import annotations

import sys
import time
from contextlib import suppress

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.answering.layout import Part, one_lines, parts
from bot.answering.wording import place, quoted, say, search_by
from bot.knowledge.links import passage_url
from bot.matching.context import Context


def converse(bot: Answerer, case: str | None, language: str | None, url: str | None = None) -> int:
    """Asks and answers until the person ends with Ctrl-D; gives the exit code. `url` is as `show` has it.

    Raises KeyboardInterrupt, after a goodbye, where the person ends with Ctrl-C: whoever called must see that.
    """
    with suppress(ImportError):
        import readline  # noqa: F401  gives input() its history and line editing
    console = Console(highlight=False)
    console.print(say("chat.welcome", language or "sv"), style="dim")
    console.print(search_by(bot.by_meaning, language or "sv"), style="dim")
    context = Context()
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt) as ended:
            console.print()
            console.print(say("chat.goodbye", language or context.language or "sv"), style="dim")
            if isinstance(ended, KeyboardInterrupt):
                raise
            return 0
        except UnicodeDecodeError:
            text = ""
        reply = bot.ask(text, context, case=case, language=language, now=time.monotonic())
        context = reply.context
        show(console, reply.answer, url)
        if reply.answer.ends:
            return 0
        sys.stdout.flush()


def show(console: Console, answer: Answer, url: str | None = None) -> None:
    """Prints an answer: the sentence, then each passage as a block with its place under it, then what is in a line.

    Where the pages are reached from outside, at `url`, each passage has the address where it is read.
    """
    console.print(Text(answer.lead, style="bold" if "\n" not in answer.lead else ""))
    if answer.status is Status.CHOICES:
        for number, choice in enumerate(answer.choices, 1):
            console.print(f"  {number}. {escape(choice.label)}")
        console.print(say("chat.choose", answer.language), style="dim")
    for part in parts(answer):
        _show_part(console, part, answer.language, url)
    lines = one_lines(answer)
    for number, line in enumerate((*lines, *answer.notes)):
        if number in (0, len(lines)):
            console.print()
        console.print(Text(line, style="dim" if number >= len(lines) else ""))
    console.print()


def _show_part(console: Console, part: Part, language: str, url: str | None) -> None:
    console.print()
    if part.summary:
        console.print(Text(part.summary))
    for quote in part.quotes:
        console.print(Padding(Text(quoted(quote), style="italic"), (0, 2, 0, 4)))
        console.print(Padding(Text(f"— {place(quote, language)}", style="dim"), (0, 2, 0, 4)))
        if address := passage_url(url, part.fact.case, quote):
            console.print(Padding(Text(address, style="dim", overflow="fold"), (0, 2, 0, 4)))
