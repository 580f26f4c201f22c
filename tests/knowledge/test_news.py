"""News: what is told of a knowledge that has changed, and what is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.knowledge.model import Case, Decision, Fact, Knowledge, Status
from bot.knowledge.news import all_news, marks_of, read_news
from bot.knowledge.source import Quote, Source


def decision(name: str, words: str, status: Status = Status.PROPOSED, by: str = "nämnden") -> Decision:
    quote = Quote("pm", "Protokoll", None, 1, 0, len(words), words)
    return Decision(f"a/decisions/{name}", "a", words, (quote,), status=status, by=by)


def case(*facts: Fact, id_: str = "a") -> Case:
    return Case(id_, "Simhallen", {"pm": Source("pm", "Protokoll", "")}, facts)


BUILD, CLOSE = decision("d1", "Nämnden bygger."), decision("d2", "Nämnden stänger.")
BUILT = replace(BUILD, status=Status.DECIDED)
BEFORE = case(BUILD)


@pytest.mark.parametrize(
    ("now", "news"),
    [
        ([BEFORE], []),
        ([], []),
        ([BEFORE, case(CLOSE, id_="b")], ["case b"]),
        ([case(BUILD, CLOSE)], ["decision a/decisions/d2"]),
        ([case(BUILT)], ["status a/decisions/d1"]),
        ([case(BUILT, CLOSE)], ["status a/decisions/d1", "decision a/decisions/d2"]),
        ([case(replace(BUILD, status=Status.REJECTED))], ["status a/decisions/d1"]),
        ([case(replace(BUILD, id="a/decisions/renamed"))], []),
        ([case(replace(BUILT, id="a/decisions/renamed"))], ["status a/decisions/renamed"]),
        ([case(BUILD, replace(BUILT, id="a/decisions/kf", by="fullmäktige"))], ["decision a/decisions/kf"]),
        ([case(replace(BUILD, summary="Annat sagt.", quotes=CLOSE.quotes))], []),
        ([replace(BEFORE, title="Ny titel")], []),
    ],
)
def test_what_is_news(now: list[Case], news: list[str]) -> None:
    found = all_news(now, {"a": marks_of(BEFORE)})
    assert [new.key for new in found] == news
    knowledge = Knowledge({case.id: case for case in now})
    assert [read_news(new.key, knowledge) for new in found] == list(found), "a key leads back to it"


def test_where_nothing_was_ever_told_nothing_is_news() -> None:
    assert all_news([BEFORE], {}) == ()


def test_what_went_and_came_again_is_told_once() -> None:
    told: Mapping[str, frozenset[str]] = {"a": marks_of(BEFORE)}
    heard = []
    for now in (case(BUILT), BEFORE, case(), case(BUILT), BEFORE):
        heard += [new.key for new in all_news([now], told)]
        told = {"a": told["a"] | marks_of(now)}
    assert heard == ["status a/decisions/d1"]


@pytest.mark.parametrize("key", ["case b", "decision a/decisions/d9", "status a/decisions/d9"])
def test_what_is_gone_is_no_news(key: str) -> None:
    assert read_news(key, Knowledge({"a": BEFORE})) is None


def test_a_case_of_which_nothing_is_decided_is_quoted_from_its_beginning() -> None:
    [new] = all_news([BEFORE, case(id_="b")], {"a": frozenset()})[1:]
    assert new.facts == ()
