"""Subjects: which news meet which word, and how a message of much news stays one message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.browse import Browser
from bot.channels.telegram.following.message import Message, news_message
from bot.channels.telegram.following.subjects import Meeting
from bot.channels.telegram.views.markup import LONGEST, units
from bot.knowledge.load import load_knowledge
from bot.knowledge.news import News, What
from bot.state.follows import Follow, Sort

KNOWLEDGE = load_knowledge(Path(__file__).parents[3] / "telegram" / "knowledge")
NEWS = [News(What.CASE, case) for case in KNOWLEDGE.cases.values()]
BOTH = ["fn-2024-17", "tn-2024-42"]


@pytest.mark.parametrize(
    ("sort", "what", "met"),
    [
        (Sort.CASE, "tn-2024-42", ["tn-2024-42"]),
        (Sort.CASE, "tn-2024", []),
        (Sort.MUNICIPALITY, "Lindvik", BOTH),
        (Sort.MUNICIPALITY, "Lindviks kommun", BOTH),
        (Sort.MUNICIPALITY, "Lind", []),
        (Sort.WORD, "cykelbanor", ["tn-2024-42"]),
        (Sort.WORD, "simhallarna", ["fn-2024-17"]),
        (Sort.WORD, "kvarntorget", ["fn-2024-17"]),
        (Sort.WORD, "gamla simhallen", ["fn-2024-17"]),
        (Sort.WORD, "gamla cykelbanan", []),
        (Sort.WORD, "nämnd", BOTH),
        (Sort.WORD, "lindvik", BOTH),
        (Sort.WORD, "simskola", []),
    ],
)
def test_what_meets_a_subject(sort: Sort, what: str, met: list[str]) -> None:
    assert [new.case.id for new in Meeting(NEWS).of(Follow(sort, what))] == met


def test_much_news_is_one_message() -> None:
    case = KNOWLEDGE.cases["fn-2024-17"]
    many = [News(What.CASE, replace(case, id=f"c{number}", title="Simhallen " + "å" * 300)) for number in range(40)]
    browser = Browser(Answerer(KNOWLEDGE))
    message = news_message(many, [Follow(Sort.MUNICIPALITY, "Lindvik")], browser, "sv")
    assert message is not None
    assert units(message.text) <= LONGEST
    assert "nytt i 35 ärenden till" in message.text
    assert Message.read(str(message)) == message


def test_what_nobody_follows_any_more_is_no_message() -> None:
    browser = Browser(Answerer(KNOWLEDGE))
    assert news_message(NEWS, [Follow(Sort.WORD, "betongbro")], browser, "sv") is None
    assert news_message(NEWS, [], browser, "sv") is None
