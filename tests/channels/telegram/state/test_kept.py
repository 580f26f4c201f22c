"""What is kept of chats: it goes from one process to another as JSON, of one chat alone and without loss."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.telegram.sending.known_messages import KnownMessages
from bot.channels.telegram.state.flood import Flood, Verdict
from bot.channels.telegram.state.kept import Kept, Marks
from bot.channels.telegram.state.sent import Sent, SentAnswers
from bot.matching.context import Context, Conversations
from bot.state.languages import ChosenLanguages

CONTEXT = Context(facts=("a/1",), topic=("skola",), case="a", language="sv", likely=True, asked_at=1000.0)


def clock() -> float:
    return 1010.0


def moved(store: Kept, other: Kept, chat: int = 7) -> None:
    """Moves what is kept of a chat to another store."""
    other.put_back(chat, json.loads(json.dumps(store.taken_out(chat))))
    assert not store.taken_out(chat), "it is no longer there"


def test_conversations() -> None:
    here, there = Conversations(clock), Conversations(clock)
    for name in ("7:0", "7:0:9", "77:0"):
        here.keep(name, CONTEXT)
    moved(here, there)
    assert [there.of(name) for name in ("7:0", "7:0:9", "77:0")] == [CONTEXT, CONTEXT, Context()]
    assert there.of("7:0").asked_at == 1000.0
    assert here.of("77:0") == CONTEXT


def test_of_an_old_conversation_only_the_language_is_put_back() -> None:
    there = Conversations(lambda: 1000.0 + 31 * 60)
    there.put_back(7, {"7:0": CONTEXT.written()})
    assert there.of("7:0") == Context(language="sv")


def test_sent_answers() -> None:
    here, there = SentAnswers(), SentAnswers()
    for question in range(1, 31):
        here.keep(7, question, Sent((100 + question,), CONTEXT))
    here.show(7, (131,), ("a/1", "a/2"), ("a/3",))
    here.show(8, (131,), ("b/1",))
    moved(here, there)
    assert there.to(7, 30) == Sent((130,), CONTEXT)
    assert there.to(7, 1) is None, "only the latest go along"
    assert (there.facts(7, 131), there.more(7, 131), there.facts(8, 131)) == (("a/1", "a/2"), ("a/3",), ())
    assert here.facts(8, 131) == ("b/1",)


def test_floods() -> None:
    here, there = Flood(clock, most=2), Flood(clock, most=2)
    verdicts = [here.judge(7, 1), here.judge(7, 1), here.judge(7, 2), here.judge(8, 1)]
    moved(here, there)
    verdicts += [there.judge(7, 1), there.judge(7, 2)]
    moved(there, here)
    verdicts += [here.judge(7, 1), here.judge(7, 2), here.judge(8, 1)]
    answer, notice, silence = Verdict.ANSWER, Verdict.NOTICE, Verdict.SILENCE
    assert verdicts == [answer, answer, answer, answer, notice, answer, silence, notice, answer]


def test_marks_and_languages() -> None:
    marks, others = Marks(10), Marks(10)
    marks.put(7, "12", False)
    marks.put(8, "12", True)
    moved(marks, others)
    assert (others.get(7, "12"), others.get(8, "12"), marks.get(8, "12")) == (False, None, True)
    chosen, elsewhere = ChosenLanguages(), ChosenLanguages()
    chosen.choose("7:0", "en")
    chosen.choose("77:0", "en")
    moved(chosen, elsewhere)
    assert (elsewhere.get("7:0"), elsewhere.get("77:0"), chosen.get("77:0")) == ("en", None, "en")


def test_known_messages() -> None:
    here, there = KnownMessages(), KnownMessages()
    said: dict[str, Any] = {"text": "svaret", "reply_markup": None}
    here.shows(7, 12, said)
    here.shows(8, 99, said)
    moved(here, there)
    assert (there.latest(7), there.latest(8)) == (12, 0)
    assert there.is_shown(7, 12, said)
    assert not there.is_shown(7, 12, {"text": "annat"})
