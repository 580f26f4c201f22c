"""`serve` with a webhook: the pages and Telegram in one process, over one knowledge."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from pathlib import Path

import aiohttp

from .api.server import BotApi
from .conftest import Launch
from .process import KNOWLEDGE, free_port

QUESTION = "När stängs den gamla simhallen?"
ANSWER = "30 juni 2026"


async def test_pages_and_telegram_answer_renew_and_end_together(
    own_api: BotApi, launch: Launch, tmp_path: Path
) -> None:
    knowledge = Path(shutil.copytree(KNOWLEDGE, tmp_path / "kunskap"))
    pages = f"http://127.0.0.1:{(port := free_port())}"
    bot = await launch(
        command="serve",
        KNOWLEDGE=str(knowledge),
        WEBHOOK_URL=f"http://127.0.0.1:{free_port()}/telegram/hook",
        WEBHOOK_SECRET="tests_only-secret_1616",
        WEB_PORT=str(port),
        WEB_RATE="0",
    )
    eva = own_api.person("Eva")
    async with aiohttp.ClientSession() as session:

        async def shown() -> str:
            async with session.get(pages, params={"q": QUESTION}) as response:
                return await response.text()

        assert ANSWER in (await eva.asks(QUESTION)).text
        assert ANSWER in await shown()
        for file in knowledge.rglob("*.*"):
            text = file.read_text("utf-8")
            if ANSWER in text:
                file.write_text(
                    text.replace(ANSWER, "31 maj 2027").replace("30 June 2026", "31 maj 2027"), encoding="utf-8"
                )
        os.kill(bot.pid, signal.SIGHUP)
        for _ in range(200):
            if "31 maj 2027" in await shown():
                break
            await asyncio.sleep(0.2)
        assert "31 maj 2027" in await shown()
        assert "31 maj 2027" in (await eva.asks(QUESTION)).text
    os.kill(bot.pid, signal.SIGTERM)
    for _ in range(200):
        if bot.code is not None:
            break
        await asyncio.sleep(0.05)
    assert bot.code == 0, bot.output
    assert QUESTION not in bot.output
