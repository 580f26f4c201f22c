"""Updates on their way to the bot: fetched with getUpdates, or pushed to its webhook.

An update stays pending until it is confirmed: by an offset past it, or by the webhook's 2xx.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from .changes import Changes
from .refusals import Refusal, bad_request

Update = dict[str, Any]
KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
)  # fmt: skip
_ONLY_WHEN_ASKED_FOR = {"chat_member", "message_reaction", "message_reaction_count"}
_MOST_PENDING_SECONDS = 50
_RETRY = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)  # seconds between attempts; Telegram's are longer


@dataclass(frozen=True)
class Webhook:
    """Where updates are pushed, as setWebhook had it."""

    url: str
    secret: str | None
    connections: int = 40


@dataclass(frozen=True)
class Delivery:
    """One attempt to push an update; status 0 when nobody answered."""

    update_id: int
    status: int


@dataclass
class Updates:
    """The queue of one bot. `polls` counts getUpdates, `deliveries` lists the attempts at its webhook."""

    changes: Changes
    allowed: frozenset[str] = frozenset(KINDS) - _ONLY_WHEN_ASKED_FOR
    pending: dict[int, Update] = field(default_factory=dict)
    webhook: Webhook | None = None
    polls: int = 0
    page: int = 100  # updates that getUpdates gives at most
    deliveries: list[Delivery] = field(default_factory=list)
    last: Update = field(default_factory=dict)
    handed_out: int = 0  # the highest update_id that went out
    _again: list[Update] = field(default_factory=list)
    _last_id: int = 700_000_000
    _poller: asyncio.Future[None] | None = None
    _pushing: dict[object, asyncio.Task[None]] = field(default_factory=dict)
    _session: aiohttp.ClientSession | None = None
    _connections: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(40))

    def add(self, kind: str, payload: dict[str, Any]) -> Update | None:
        """A new update, or None when the bot has not asked for its kind."""
        if kind not in self.allowed:
            return None
        self._last_id += 1
        update = {"update_id": self._last_id, kind: payload}
        self.pending[self._last_id] = self.last = update
        self._start_pushing()
        self.changes.ring()
        return update

    def repeat(self, update: Update) -> None:
        """The same update, with the same id, goes out once more."""
        if self.webhook:
            self.pending[update["update_id"]] = update
            self._start_pushing()
        else:
            self._again.append(update)
        self.changes.ring()

    # Polling

    async def get(self, parameters: dict[str, Any]) -> list[Update]:
        """getUpdates. Raises Refusal (409) when a webhook is set or another poller takes over."""
        if self.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self.polls += 1
        self.hang_up(
            Refusal(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        )
        self._allow(parameters)
        self._confirm(parameters.get("offset", 0))
        self.changes.ring()
        seconds = min(max(parameters.get("timeout", 0), 0), _MOST_PENDING_SECONDS)
        limit = min(max(parameters.get("limit", 100), 1), self.page)
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            with suppress(TimeoutError):
                await self.changes.until(lambda: poller.done() or self._again or self.pending, seconds)
            if poller.done():
                poller.result()
        finally:
            poller.cancel()
            self._poller = None if self._poller is poller else self._poller
        out = (self._again + list(self.pending.values()))[:limit]
        self._again = []
        self.handed_out = max([self.handed_out, *(update["update_id"] for update in out)])
        self.changes.ring()
        return out

    def hang_up(self, error: Exception) -> None:
        """Ends the poll that waits, if one does, with an error."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(error)
            self.changes.ring()
        self._poller = None

    @property
    def is_polled(self) -> bool:
        """Whether a poll waits right now."""
        return self._poller is not None and not self._poller.done()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            keep = list(self.pending)[offset:]
            offset = keep[0] if keep else 0
        for id_ in [id_ for id_ in self.pending if id_ < offset]:
            del self.pending[id_]

    def _allow(self, parameters: dict[str, Any]) -> None:
        kinds = parameters.get("allowed_updates")
        if kinds is None:
            return
        if unknown := set(kinds) - set(KINDS):
            raise bad_request(f"unknown kind of update in allowed_updates: {sorted(unknown)[0]}")
        self.allowed = frozenset(kinds) or frozenset(KINDS) - _ONLY_WHEN_ASKED_FOR

    # Pushing

    def set_webhook(self, parameters: dict[str, Any]) -> None:
        """setWebhook; an empty url deletes it. Loopback without TLS is taken, as a local server does."""
        url, secret = parameters.get("url", ""), parameters.get("secret_token")
        if url and not url.startswith(("https://", "http://127.0.0.1:")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not (
            1 <= len(secret) <= 256 and secret.replace("-", "").replace("_", "").isalnum() and secret.isascii()
        ):
            raise bad_request("bad webhook: secret token contains unallowed characters")
        connections = parameters.get("max_connections", 40)
        if not 1 <= connections <= 100:
            raise bad_request("bad webhook: max_connections must be between 1 and 100")
        self._allow(parameters)
        if parameters.get("drop_pending_updates"):
            self.pending.clear()
        self.webhook = Webhook(url, secret, connections) if url else None
        self._connections = asyncio.Semaphore(connections)
        self._start_pushing()
        self.changes.ring()

    def webhook_info(self) -> dict[str, Any]:
        """getWebhookInfo."""
        url = self.webhook.url if self.webhook else ""
        return {"url": url, "has_custom_certificate": False, "pending_update_count": len(self.pending)}

    def _start_pushing(self) -> None:
        if self.webhook is None:
            return
        for update in list(self.pending.values()):
            lane = _lane(update)
            if lane not in self._pushing:
                self._pushing[lane] = asyncio.create_task(self._push(lane))

    async def _push(self, lane: object) -> None:
        """Pushes the updates of one chat, in order, each until it is taken."""
        try:
            while self.webhook and (mine := [u for u in self.pending.values() if _lane(u) == lane]):
                await self._push_one(mine[0])
        finally:
            self._pushing.pop(lane, None)
            self.changes.ring()

    async def _push_one(self, update: Update) -> None:
        attempt = 0
        while (webhook := self.webhook) and update["update_id"] in self.pending:
            async with self._connections:
                status = await self._post(webhook, update)
            self.handed_out = max(self.handed_out, update["update_id"])
            self.deliveries.append(Delivery(update["update_id"], status))
            if 200 <= status < 300:
                self.pending.pop(update["update_id"], None)
            self.changes.ring()
            if not 200 <= status < 300:
                await asyncio.sleep(_RETRY[min(attempt, len(_RETRY) - 1)])
                attempt += 1

    async def _post(self, webhook: Webhook, update: Update) -> int:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=30)
            )
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with self._session.post(webhook.url, json=update, headers=headers) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0

    async def close(self) -> None:
        """Stops pushing."""
        self.webhook = None
        tasks = list(self._pushing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()


def _lane(update: Update) -> object:
    """What is delivered in order: a chat's updates; what has no chat, by person."""
    for payload in update.values():
        if isinstance(payload, dict):
            message = payload.get("message", payload)
            return message["chat"]["id"] if "chat" in message else payload.get("from", {}).get("id")
    return None
