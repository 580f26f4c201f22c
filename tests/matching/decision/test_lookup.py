"""Look-ups: what is named by its number or its figure alone."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.knowledge.model import Case
from bot.language.measures.figures import figures
from bot.matching.decision.lookup import Number, Numbered, has_figure, is_bare_figure, numbered, pages, read_number
from bot.matching.query.question import read_question


@pytest.fixture(scope="module")
def case(bot: Answerer) -> Case:
    return bot.knowledge.cases["ks-2020-1616"]


@pytest.mark.parametrize(
    ("message", "of", "number"),
    [
        ("sida 4", Numbered.PAGE, 4),
        ("Sidan 12?", Numbered.PAGE, 12),
        ("vad står på sidan 3?", Numbered.PAGE, 3),
        ("den första sidan", Numbered.PAGE, 1),
        ("läs upp sid. 2 tack", Numbered.PAGE, 2),
        ("what does page 2 say", Numbered.PAGE, 2),
        ("beslut 2", Numbered.DECISION, 2),
        ("vad är beslut nummer 3?", Numbered.DECISION, 3),
        ("vad innebär beslutspunkt 2?", Numbered.DECISION, 2),
        ("det andra beslutet", Numbered.DECISION, 2),
        ("tredje punkten", Numbered.DECISION, 3),
        ("att-sats 2", Numbered.DECISION, 2),
        ("the second decision", Numbered.DECISION, 2),
        ("mål 4", Numbered.GOAL, 4),
        ("det fjärde målet", Numbered.GOAL, 4),
        ("mål nr. 2", Numbered.GOAL, 2),
        ("bilaga 6", Numbered.ATTACHMENT, 6),
        ("vad är bilaga 2", Numbered.ATTACHMENT, 2),
        ("appendix 2", Numbered.ATTACHMENT, 2),
    ],
)
def test_numbers(bot: Answerer, message: str, of: Numbered, number: int) -> None:
    assert read_number(read_question(message, bot.matcher.ranker.lexicon)) == Number(of, number)


@pytest.mark.parametrize(
    "message",
    [
        "", "4", "sida", "första", "sida 0", "sida 2020", "beslut 2021", "sida 4 och 5", "mål 4 om äldre",
        "Vad säger V på sidan 4?", "hur många sidor", "de andra målen", "andra beslut", "nästa sida", "9 procent",
    ],
)  # fmt: skip
def test_no_number(bot: Answerer, message: str) -> None:
    assert read_number(read_question(message, bot.matcher.ranker.lexicon)) is None


@pytest.mark.parametrize(
    ("of", "number", "names"),
    [
        (Numbered.DECISION, 2, ["beslut-rotlar-partikanslier"]),
        (Numbered.DECISION, 9, []),
        (Numbered.GOAL, 1, ["sjalvforsorjande-kf", "sjalvforsorjande-namnd"]),
        (Numbered.GOAL, 4, ["aldre-kf", "aldre-namnd"]),
        (Numbered.GOAL, 50, []),
        (Numbered.ATTACHMENT, 3, ["bilaga-3"]),
        (Numbered.ATTACHMENT, 77, []),
        (Numbered.PAGE, 99, []),
    ],
)
def test_what_has_the_number(case: Case, of: Numbered, number: int, names: list[str]) -> None:
    assert [fact.id.rpartition("/")[2] for fact in numbered(Number(of, number), case)] == names


def test_a_page_begins_with_its_first_passages(case: Case) -> None:
    assert pages(case) == 8
    for number in range(1, pages(case) + 1):
        shown = numbered(Number(Numbered.PAGE, number), case)
        assert shown
        assert {fact.quotes[0].page for fact in shown} == {number}
        on_page = [passage for passage in case.passages if passage.quotes[0].page == number]
        assert list(shown) == on_page[: len(shown)]
        assert sum(len(fact.quotes[0].text) for fact in shown[:-1]) < 900


@pytest.mark.parametrize(
    ("message", "bare"),
    [
        ("9 procent", True),
        ("Vad är 9 procent?", True),
        ("23 personer", True),
        ("56,0 mnkr", True),
        ("9 procent av kvinnorna", True),
        ("9 procent av kvinnorna fick förtur", False),
        ("alla 9", False),
        ("9", False),
        ("skolan", False),
        ("2020", False),
        ("", False),
    ],
)
def test_bare_figures(bot: Answerer, message: str, bare: bool) -> None:
    assert is_bare_figure(read_question(message, bot.matcher.ranker.lexicon)) is bare


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        ("23 personer", "dodade-i-skjutningar"),
        ("9 procent", "fortur-bostadskon-beviljade"),
        ("56,0 mnkr", "belopp-rotlar-partikanslier"),
        ("56 miljoner kronor", "belopp-rotlar-partikanslier"),
        ("9 miljoner kronor", None),
        ("24 personer", None),
        ("23 kronor", None),
    ],
)
def test_facts_with_a_figure(case: Case, figure: str, name: str | None) -> None:
    found = {fact.id.rpartition("/")[2] for fact in case.facts if has_figure(fact, figures(figure))}
    assert name in found if name else not found


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("beslutspunkt 2", ["lekplats"]),
        ("det första beslutet", ["simhall-byggs"]),
        ("148 500 000 kronor", ["simhall-byggs"]),
        ("31 procent", ["c-mp-kostnaden"]),
    ],
)
def test_answers(invented: Answerer, message: str, names: list[str]) -> None:
    answer = invented.ask(message).answer
    assert [fact.id.rpartition("/")[2] for fact in answer.facts] == names
