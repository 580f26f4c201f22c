"""Updates a second through a webhook, question to sendMessage, against a bare echo bot in the same run.

The goal is 0.6 of the echo bot's, without the encoder. Both are processes of their own; the questions come
from this one, which is Telegram to both. Run with
`pytest tests/benchmarks/test_telegram_throughput.py --benchmark-only -s`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.telegram.process import KNOWLEDGE, ROOT, free_port

GOAL = 0.6
CHATS, EACH = 300, 5  # a person may ask 20 times a minute
CONNECTIONS = 40  # as Telegram's own default
ROUNDS = 3
TOKEN = "1616202011:AAbenchmark_0123456789abcdefghijklm"
SECRET = "benchmark"
QUESTIONS = (
    "När stängs den gamla simhallen?",
    "Vad tycker Socialdemokraterna om målet att alla barn kan simma?",
    "Vad kostar simskolan?",
    "Hur länge håller betongen?",
    "Vad kostar cykelbanan?",
)
BOTS = {
    "echo": (str(Path(__file__).parent / "echo_bot.py"),),
    "beslutsbot": ("-m", "bot", "telegram", "--log-level", "WARNING"),
}  # what Python is told to run
Body = dict[str, Any]


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
    ratio = rates["beslutsbot"] / rates["echo"]
    benchmark.extra_info.update(rates, ratio=ratio)
    print(f"\nupdates a second: beslutsbot {rates['beslutsbot']:.0f}, bare echo bot {rates['echo']:.0f}")
    print(f"ratio {ratio:.2f} (goal {GOAL})")


async def measure(folder: Path) -> dict[str, float]:
    """The best rate of each bot over the rounds, in updates a second; the bots take turns."""
    best = dict.fromkeys(BOTS, 0.0)
    for round_ in range(ROUNDS):
        for name, command in BOTS.items():
            rate = await _rate(command, folder / f"{name}{round_}")
            best[name] = max(best[name], rate)
    return best


async def _rate(command: tuple[str, ...], folder: Path) -> float:
    sink = Sink()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", sink.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook = f"http://127.0.0.1:{free_port()}/hook"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env=_environment(runner.addresses[0][1], hook, folder),
    )
    try:
        async with asyncio.timeout(30):
            await sink.hooked.wait()
        await asyncio.sleep(0.5)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
            await _ask(session, hook, sink, [_update(chat, 0) for chat in range(1_000_000, 1_000_040)])
            updates = [_update(chat, number) for number in range(EACH) for chat in range(1, CHATS + 1)]
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


def _update(chat: int, number: int) -> Body:
    person = {"id": chat, "is_bot": False, "first_name": "P", "language_code": "sv"}
    message = {
        "message_id": number + 1,
        "date": int(time.time()),
        "from": person,
        "chat": {"id": chat, "type": "private", "first_name": "P"},
        "text": QUESTIONS[(chat + number) % len(QUESTIONS)],
    }
    return {"update_id": chat * 10 + number, "message": message}


def _environment(port: int, hook: str, folder: Path) -> dict[str, str]:
    paths = [str(ROOT), str(ROOT / "tests" / "telegram" / "without_encoder")]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BESLUTSBOT_")},
        "PYTHONPATH": os.pathsep.join(paths),
        "BESLUTSBOT_TELEGRAM_TOKEN": TOKEN,
        "BESLUTSBOT_TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "BESLUTSBOT_WEBHOOK_URL": hook,
        "BESLUTSBOT_WEBHOOK_SECRET": SECRET,
        "BESLUTSBOT_KNOWLEDGE": str(KNOWLEDGE),
        "BESLUTSBOT_CACHE": str(folder),
        "BESLUTSBOT_TELEGRAM_RATE": "0",  # Telegram's limits are not kept
    }
