"""Meters: what is counted, in Prometheus's form. Only numbers, and nothing of who asked or what."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TEXT = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


class Meters:
    """The meters of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.answers = Counter("beslutsbot_answers", "Answers by status", ["status"], registry=self._registry)
        self.seconds = Histogram(
            "beslutsbot_answer_seconds", "Seconds that an answer took", buckets=_SECONDS, registry=self._registry
        )
        self.responses = Counter("beslutsbot_responses", "Responses by status", ["code"], registry=self._registry)
        self.cases = Gauge("beslutsbot_cases", "Cases that are known", registry=self._registry)
        self.encoded = Gauge("beslutsbot_encoded", "How much of the texts is encoded, 0 to 1", registry=self._registry)

    def text(self) -> str:
        """All of them, as Prometheus reads them."""
        return generate_latest(self._registry).decode()


class Counting:
    """Counts the responses of an application by their status."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app, self._meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._meters.responses.labels(str(message["status"])).inc()
            await send(message)

        await self._app(scope, receive, counted)
