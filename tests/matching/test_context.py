"""A conversation's context: slots that expire, the oldest chats forgotten first."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from bot.answering.answerer import Answerer
from bot.matching.context import LASTS, Context, Conversations


class Clock:
    """A clock that a test sets, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_lasts_half_an_hour() -> None:
    assert LASTS == 30 * 60


@pytest.mark.parametrize(("later", "kept"), [(0.0, True), (1799.0, True), (1800.0, True), (1801.0, False)])
def test_still(later: float, kept: bool) -> None:
    context = Context(facts=("a/decisions/b",), language="en", asked_at=500.0)
    assert context.still(500.0 + later) == (context if kept else Context(language="en"))


def test_of_a_chat() -> None:
    clock = Clock()
    conversations = Conversations(clock)
    context = Context(facts=("a/decisions/b",), asked_at=clock.now)
    assert conversations.of("anna") == Context()
    conversations.keep("anna", context)
    assert conversations.of("anna") == context
    assert conversations.of("john") == Context()
    clock.now += LASTS + 1
    assert conversations.of("anna") == Context()


def test_forget() -> None:
    conversations = Conversations(Clock())
    conversations.keep("anna", Context(facts=("a/decisions/b",), asked_at=1000.0))
    conversations.forget("anna")
    conversations.forget("nobody")
    assert conversations.of("anna") == Context()


def test_the_oldest_is_forgotten_first() -> None:
    conversations = Conversations(Clock(), limit=2)
    for chat in ("anna", "john", "anna", "eva"):
        conversations.keep(chat, Context(topic=(chat,), asked_at=1000.0))
    assert [conversations.of(chat).topic for chat in ("anna", "john", "eva")] == [("anna",), (), ("eva",)]


def test_nothing_that_a_person_wrote_is_kept(invented: Answerer) -> None:
    written = "Kostar det något för ungdomar att bada?"
    reply = invented.ask(written, now=0.0)
    (fact,) = (invented.knowledge.by_id[fact.id] for fact in reply.answer.facts)
    kept = reply.context
    assert kept.facts == (fact.id,)
    assert set(kept.topic) <= {*fact.about, fact.summary}
    assert not {"Kostar", "ungdomar", "bada"} & {word for field in fields(kept) for word in slot(kept, field.name)}


def slot(context: Context, name: str) -> list[str]:
    return re.findall(r"\w+", str(getattr(context, name)))


def test_a_follow_up_after_half_an_hour_has_nothing_to_follow(invented: Answerer) -> None:
    first = invented.ask("Kostar det något för ungdomar att bada?", now=0.0)
    soon = invented.ask("och har badhuset blivit dyrare?", first.context, now=60.0)
    assert soon.answer.facts[0].id.rpartition("/")[2] == "c-mp-kostnaden"
    late = invented.ask("när?", first.context, now=LASTS + 1.0)
    assert late.answer.reason == "off_topic"
    assert late.context.facts == ()
