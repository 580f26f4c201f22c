"""The Bot API server: HTTP in, Telegram's answers out, and all that happened kept for the tests to see."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .calls import call
from .changes import Changes
from .chats import Chat, Chats
from .faults import Faults, dropped
from .flood import FloodControl
from .methods import method
from .people import InlineQuery, Person, Press
from .profile import Profile
from .refusals import Refusal
from .updates import Updates
from .values import Upload

TOKEN = "1616202011:AAtests-only_0123456789abcdefghijklm"
_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
LARGEST_BODY = 50 * 2**20


@dataclass
class Call:
    """A request of the bot's, when (seconds, monotonic), and how it ended (200, an error, 599 when cut)."""

    method: str
    parameters: Mapping[str, Any]
    at: float
    code: int = 0
    description: str = ""


@dataclass
class BotApi:
    """A Bot API server for one bot, with its people and chats. `url` goes to BESLUTSBOT_TELEGRAM_API_URL."""

    token: str = TOKEN
    username: str = "beslutsbot"
    changes: Changes = field(default_factory=Changes)
    chats: Chats = field(default_factory=Chats)
    people: dict[int, Person] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)  # those that the bot has uploaded, by id
    profile: Profile = field(default_factory=Profile)
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # parts of refusals that a test provokes
    url: str = ""

    def __post_init__(self) -> None:
        self.flood = FloodControl(time.monotonic)
        self.updates = Updates(self.changes)
        self.me: dict[str, Any] = {
            "id": int(self.token.split(":")[0]),
            "is_bot": True,
            "first_name": "Beslutsbot",
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
        self._runner: web.AppRunner | None = None

    # The server

    async def start(self) -> None:
        """Listens on a port of loopback that the system picks."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        await self.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        given = await _parameters(request)
        made = Call(request.match_info["method"], given, time.monotonic())
        self.calls.append(made)
        try:
            if token != self.token:
                raise (Refusal(401, "Unauthorized") if _TOKEN_FORM.fullmatch(token) else Refusal(404, "Not Found"))
            made.method, schema = method(made.method)
            fault = self.faults.strike(made.method, given.get("chat_id"))
            if fault is not None and not fault.carried_out:
                made.code, made.description = fault.code or 599, f"fault: {fault.name}"
                failed = await fault.answer(request)
                if failed is not None:
                    return failed
            made.parameters = schema.read(given)
            result = await call(self, made.method, dict(made.parameters))
            made.code = 200
            if fault is not None and fault.carried_out and (failed := await fault.answer(request)) is not None:
                return failed
            return web.json_response({"ok": True, "result": result})
        except Refusal as refusal:
            made.code, made.description = refusal.code, refusal.description
            return web.json_response(refusal.as_json(), status=refusal.code)
        except ConnectionResetError:
            made.code, made.description = 599, "fault: dropped"
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        finally:
            self.changes.ring()

    @contextmanager
    def outage(self, of: str = "getUpdates") -> Iterator[None]:
        """While it lasts, requests of a method ("*": all) are cut without an answer."""
        self.faults.always(of, dropped())
        self.updates.hang_up(ConnectionResetError())
        try:
            yield
        finally:
            self.faults.always(of, None)

    # Who there is

    def person(self, name: str = "Anna", language: str | None = "sv", id_: int | None = None) -> Person:
        """A new person, who has opened the bot's chat."""
        id_ = id_ or 61_601_000 + len(self.people)
        person = Person(self, id_, name, language, f"{name.lower()}{len(self.people)}")
        self.people[person.id] = person
        self.chats.by_id[person.id] = Chat(person.id, "private", name)
        return person

    def group(self, title: str = "Kommunprat", *, kind: str = "supergroup", forum: bool = False) -> Chat:
        """A new group with the bot in it."""
        chat = Chat(-1_001_000_000_000 - len(self.chats.by_id), kind, title, is_forum=forum)
        self.chats.by_id[chat.id] = chat
        return chat

    def new_press(self, data: str) -> Press:
        press = Press(str(len(self.presses) + 1), data)
        self.presses[press.id] = press
        return press

    def new_inline_query(self) -> InlineQuery:
        query = InlineQuery(str(len(self.inline_queries) + 1))
        self.inline_queries[query.id] = query
        return query

    # What happened

    def refused(self, *expected: str, since: int = 0) -> list[str]:
        """The requests that were refused (400 to 404) in words without any of the expected parts."""
        return [
            f"{made.method}: {made.description}"
            for made in self.calls[since:]
            if 400 <= made.code <= 404
            and not made.description.startswith("fault:")
            and not any(part in made.description for part in expected)
        ]

    def called(self, name: str, code: int = 200) -> list[Call]:
        """The requests of a method that ended in a way."""
        return [made for made in self.calls if made.method == name and made.code == code]


def _form_value(value: str | bytes | bytearray | web.FileField) -> str | Upload:
    return Upload(value.filename, value.file.read()) if isinstance(value, web.FileField) else str(value)


async def _parameters(request: web.Request) -> dict[str, Any]:
    """The parameters of a request, from its query and from a JSON, form or multipart body."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        given.update(body if isinstance(body, dict) else {})
    elif request.can_read_body:
        form = await request.post()
        given.update({name: _form_value(value) for name, value in form.items()})
    return given
