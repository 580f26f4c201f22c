"""The command `beslutsbot`: reads the arguments and hands over to whoever does the work."""

from __future__ import annotations

import argparse
import gc
import io
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bot.drafting.command import add_arguments as add_draft_arguments
from bot.errors import BeslutsbotError, UsageError
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from bot.matching.retrieval.vectors import Encoder


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; gives its exit code: 0 done, 1 declined or not good enough, 2 wrong usage or broken knowledge."""
    _write()
    gc.disable()  # until the knowledge is loaded: what is made before stays, and looking for garbage takes time
    try:
        parsed = _parser().parse_args(arguments)
        if getattr(parsed, "json", False) or getattr(parsed, "jsonl", False):
            _write("utf-8")
        code: int = parsed.run(parsed, read_settings())
    except BeslutsbotError as error:
        print(error.told, file=sys.stderr)
        return error.code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _write(encoding: str | None = None) -> None:
    """Sets how standard output is encoded; what its encoding lacks is shown as a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="beslutsbot",
        description="Answers questions about municipal decisions with the document's own words.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    ask = _command(commands, "ask", "answer one question, or many", 'beslutsbot ask "Vad får VINST?"', _ask)
    ask.add_argument(
        "question",
        nargs="*",
        help="the question; when left out, each line of standard input is one, and they are answered in order"
        " (the exit code is 1 where one of them is declined)",
    )
    ask.add_argument("--json", action="store_true", help="print each answer as JSON")
    ask.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id", "q", "chat"?, "case"?} lines from standard input, write an answer line for each',
    )
    _scope(ask)

    chat = _command(commands, "chat", "a conversation in the terminal", "beslutsbot chat --lang en", _chat)
    _scope(chat)

    check = _command(commands, "check", "check the knowledge", "beslutsbot check --coverage knowledge", _check)
    check.add_argument("folder", nargs="?", type=Path, help="a knowledge folder or a case's folder")
    check.add_argument(
        "--coverage", action="store_true", help="how much of each source the facts quote, and what none does"
    )
    check.add_argument(
        "--questions", action="store_true", help="also ask each fact's own questions, each left out in turn"
    )

    measure = _command(
        commands,
        "evaluate",
        "measure the answers to questions with known answers",
        "beslutsbot evaluate questions.jsonl --misses",
        _evaluate,
    )
    measure.add_argument("files", nargs="+", type=Path, help="question files, one JSON object a line")
    measure.add_argument("--misses", action="store_true", help="print each question that was not answered right")
    measure.add_argument("--json", action="store_true", help="print the table as JSON")

    index = _command(
        commands,
        "index",
        "compile and encode the knowledge ahead of time, so that nobody waits for it",
        "beslutsbot index knowledge --out bundle",
        _index,
    )
    index.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="a knowledge folder: of many cases, what is new is compiled into the cache; of few, what is new is encoded"
        " into its vectors.sqlite, what is gone left out"
        " (default: BESLUTSBOT_KNOWLEDGE, or else the knowledge that ships, encoded into the cache)",
    )
    index.add_argument(
        "--out",
        type=Path,
        metavar="BUNDLE",
        help="compile into this folder, which can be copied to other machines and named in BESLUTSBOT_KNOWLEDGE",
    )
    index.add_argument(
        "--cluster", metavar="URL", help="encode on the workers of a Dask cluster, as tcp://HOST:8786 (its scheduler)"
    )

    draft = _command(
        commands,
        "draft",
        "draft a case from a document, for a person to review",
        "beslutsbot draft protokoll.pdf --out knowledge",
        _draft,
    )
    add_draft_arguments(draft)

    telegram = _command(
        commands, "telegram", "run the Telegram bot", "BESLUTSBOT_TELEGRAM_TOKEN=... beslutsbot telegram", _telegram
    )
    telegram.add_argument("--log-level", help="DEBUG, INFO (default), WARNING or ERROR")

    serve = _command(commands, "serve", "run the web pages and the open API", "beslutsbot serve", _serve)
    serve.add_argument("--log-level", help="DEBUG, INFO (default), WARNING or ERROR")

    _command(commands, "rapport", "what was asked in vain (where that is counted)", "beslutsbot rapport", _report)
    return parser


class _Version(argparse.Action):
    """Shows the installed version. It is looked up only when asked for, as that takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"beslutsbot {version('beslutsbot')}")
        except PackageNotFoundError:
            raise UsageError("no version: beslutsbot is not installed", remedy="install it (pip install .)") from None
        parser.exit()


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, does: str, example: str, run: object
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _scope(command: argparse.ArgumentParser) -> None:
    command.add_argument("--case", help="keep to one case, by its id")
    command.add_argument(
        "--lang", choices=("sv", "en"), help="the language to reply in (default: that of the question)"
    )


def answerer(settings: Settings, *, counts: bool = False) -> Answerer:
    """The answerer over the knowledge that the settings name, with the encoder where it is installed and not off.

    `counts` is as Answerer has it.
    """
    return _loading(settings, counts=counts)()


def _loading(settings: Settings, *, counts: bool = False) -> Callable[[], Answerer]:
    """What makes an answerer each time that it is called, all with one encoder."""
    from bot.matching.retrieval.vectors import installed_encoder

    return partial(_answerer, settings, cache(partial(installed_encoder, settings.cache)), counts=counts)


def _answerer(settings: Settings, encoder: Callable[[], Encoder | None], *, counts: bool) -> Answerer:
    from bot.answering.answerer import Answerer
    from bot.compiled.opening import open_knowledge
    from bot.knowledge.load import default_folder
    from bot.progress import encoding_progress, working_progress

    try:
        with working_progress() as working:
            opened = open_knowledge(settings.knowledge or default_folder(), settings.cache, working)
        for problem in opened.problems:
            print(problem, file=sys.stderr)
        with encoding_progress() as progress:
            return Answerer(
                opened.knowledge,
                encoder() if settings.encoder else None,
                settings.cache,
                progress,
                contact=settings.contact,
                public_url=settings.public_url,
                counts=counts,
                bundle=opened.bundle,
            )
    finally:
        gc.freeze()
        gc.enable()


def _ask(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.channels import terminal

    bot, url = _on_case(parsed.case, answerer(settings)), settings.public_url
    if parsed.jsonl:
        return terminal.answer_lines(bot, sys.stdin.buffer, sys.stdout, parsed.case, parsed.lang, url)
    if not parsed.question:
        return terminal.answer_each(
            bot, sys.stdin.buffer, sys.stdout, parsed.case, parsed.lang, as_json=parsed.json, url=url
        )
    question = " ".join(parsed.question)
    return terminal.answer_one(bot, question, sys.stdout, parsed.case, parsed.lang, as_json=parsed.json, url=url)


def _chat(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.channels.conversation import converse

    return converse(_on_case(parsed.case, answerer(settings)), parsed.case, parsed.lang, settings.public_url)


def _check(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation.check import check

    return check(parsed.folder or settings.knowledge, settings, covered=parsed.coverage, questions=parsed.questions)


def _evaluate(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation.report import run

    return run(lambda: answerer(settings), parsed.files, misses=parsed.misses, as_json=parsed.json)


def _index(parsed: argparse.Namespace, settings: Settings) -> int:
    gc.enable()
    from bot.encoding import index

    return index(parsed.folder, settings, parsed.out, parsed.cluster)


def _draft(parsed: argparse.Namespace, settings: Settings) -> int:
    gc.enable()
    from bot.drafting.command import run

    return run(parsed, settings)


def _telegram(parsed: argparse.Namespace, settings: Settings) -> int:
    gc.enable()
    from bot.channels.telegram.run import run

    return run(settings, parsed.log_level)


def _report(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.channels.asked_in_vain import report

    return report(settings, sys.stdout)


def _serve(parsed: argparse.Namespace, settings: Settings) -> int:
    if settings.telegram_token is not None and settings.webhook_url is not None:
        gc.enable()
        from bot.channels.together import run_together

        return run_together(settings, parsed.log_level)
    from bot.channels.web.run import run

    return run(settings, _loading(settings, counts=settings.asked_in_vain), parsed.log_level)


def _on_case(case: str | None, bot: Answerer) -> Answerer:
    """The answerer, where it knows the case that is to be kept to. Raises UsageError otherwise."""
    if case is None or case in bot.knowledge.cases:
        return bot
    raise UsageError(f"no case {case!r}", remedy=f"there is {', '.join(bot.knowledge.cases)}")
