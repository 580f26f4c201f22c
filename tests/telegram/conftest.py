"""Fixtures: a Bot API server, the real bot on it, and people who use it.

Most scenarios share one server and one bot, each with people of its own; those that hurt the bot launch
their own. After each test the server must have nothing to complain of.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from .api.people import Person
from .api.server import BotApi
from .process import BotProcess

ADMIN = 999
LOOKING = ("message to edit not found", "message is not modified", "message can't be edited")
"""What the bot is told when it looks whether an answer is there whose sending it does not know the end of."""
Launch = Callable[..., Awaitable[BotProcess]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All scenarios run in the loop that the shared server lives in."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "asyncio" in item.keywords:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def shared_api() -> AsyncIterator[BotApi]:
    """The server that most scenarios share."""
    api = BotApi()
    await api.start()
    yield api
    await api.stop()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def shared_bot(shared_api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """The bot that most scenarios share, polling, with a worker."""
    bot = BotProcess(shared_api, tmp_path_factory.mktemp("bot"), ADMINS=str(ADMIN), WORKERS="1")
    await bot.start()
    yield bot
    await bot.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def api(shared_api: BotApi, shared_bot: BotProcess) -> AsyncIterator[BotApi]:
    """The shared server with the bot on it. After the test: the bot runs, and nothing it did was wrong."""
    async with watched(shared_api, shared_bot):
        yield shared_api


@pytest.fixture
def anna(api: BotApi) -> Person:
    """A person who speaks Swedish and has never written before."""
    return api.person("Anna", "sv")


@pytest.fixture
def john(api: BotApi) -> Person:
    """A person who speaks English and has never written before."""
    return api.person("John", "en")


@pytest_asyncio.fixture(loop_scope="session")
async def own_api() -> AsyncIterator[BotApi]:
    """A server of the test's own. After the test: nothing that a bot did was wrong."""
    api = BotApi()
    await api.start()
    yield api
    await api.stop()
    check(api, 0, 0)


@pytest_asyncio.fixture(loop_scope="session")
async def launch(own_api: BotApi, tmp_path: Path) -> AsyncIterator[Launch]:
    """Starts bots on the test's own server, and stops them after it."""
    launched: list[BotProcess] = []

    async def start(*, wait: bool = True, times: dict[str, float] | None = None, **settings: str) -> BotProcess:
        bot = BotProcess(own_api, tmp_path, times, **settings)
        launched.append(bot)
        return await bot.start(wait=wait)

    yield start
    await asyncio.gather(*(bot.stop() for bot in launched))


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[tuple[BotApi, BotProcess]]:
    """A server of its own with a bot on it, for the tests of a module that need the same settings."""
    api = BotApi()
    await api.start()
    bot = BotProcess(api, folder, None, **settings)
    await bot.start()
    yield api, bot
    await bot.stop()
    await api.stop()


@asynccontextmanager
async def watched(api: BotApi, bot: BotProcess) -> AsyncIterator[None]:
    """One test on a server and a bot that outlive it. Asserts after it that the bot runs, and did nothing wrong."""
    api.expected = []
    api.faults.clear()
    calls, complaints = len(api.calls), len(api.complaints)
    yield
    assert bot.code is None, f"the bot ended:\n{bot.output[-3000:]}"
    check(api, calls, complaints)


def check(api: BotApi, calls: int, complaints: int) -> None:
    """Asserts that since so many calls and complaints nothing was refused, dropped or left unanswered."""
    wrong = api.refused(*api.expected, since=calls)
    assert not wrong, f"Telegram refuses: {wrong}"
    assert not api.complaints[complaints:], f"Telegram would drop: {api.complaints[complaints:]}"
    unanswered = [press.data for press in api.presses.values() if not press.answered and not press.is_excused]
    assert not unanswered, f"pressed, and never answered with answerCallbackQuery: {unanswered}"
