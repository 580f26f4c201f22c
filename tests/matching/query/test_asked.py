"""What a question asks for, from its folded words."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Kind
from bot.language.tokens import tokenize
from bot.matching.query.asked import AnswerType, Asked, alike, narrows, read


def asked(question: str) -> Asked:
    return read(" ".join(token.word for token in tokenize(question)))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hur mycket pengar får rotlarna?", AnswerType.MONEY),
        ("hur många kronor är det", AnswerType.MONEY),
        ("hur mkt stålar?", AnswerType.ANYTHING),
        ("Vad kostar badet?", AnswerType.MONEY),
        ("vilket belopp", AnswerType.MONEY),
        ("How much money do they get?", AnswerType.MONEY),
        ("What did the new pool cost?", AnswerType.MONEY),
        ("Hur många procent fick förtur?", AnswerType.PERCENT),
        ("hur stor andel av kvinnorna", AnswerType.PERCENT),
        ("what percentage of the women", AnswerType.PERCENT),
        ("Hur många personer dog?", AnswerType.COUNT),
        ("antal besök", AnswerType.COUNT),
        ("how many visitors are expected", AnswerType.COUNT),
        ("hur mycket har det ökat", AnswerType.QUANTITY),
        ("Vilket datum undertecknades det?", AnswerType.DATE),
        ("on which date was it signed", AnswerType.DATE),
        ("När öppnar badet?", AnswerType.TIME),
        ("when does it open", AnswerType.TIME),
        ("Vem skrev under?", AnswerType.NAME),
        ("vilka partier reserverade sig", AnswerType.NAME),
        ("who signed it", AnswerType.NAME),
        ("Varför blev det dyrare?", AnswerType.REASON),
        ("why did the cost rise", AnswerType.REASON),
        ("Vad är VINST?", AnswerType.ANYTHING),
        ("", AnswerType.ANYTHING),
    ],
)
def test_wanted(question: str, wanted: AnswerType) -> None:
    assert asked(question).answer_type is wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Vilka beslut föreslås?", Kind.DECISION),
        ("alla beslutspunkter", Kind.DECISION),
        ("what decisions are proposed", Kind.DECISION),
        ("lista beloppen", Kind.AMOUNT),
        ("vilka mål bestrider S", Kind.GOAL),
        ("the goals", Kind.GOAL),
        ("reservationen", Kind.POSITION),
        ("särskilda uttalanden", Kind.POSITION),
        ("Vad är VINST?", None),
    ],
)
def test_kind(question: str, kind: Kind | None) -> None:
    assert asked(question).kind is kind


@pytest.mark.parametrize(
    ("question", "topic"), [("vilka bilagor finns", "bilagor"), ("all dates", "datum"), ("vilka mål", None)]
)
def test_topic(question: str, topic: str | None) -> None:
    assert asked(question).topic == topic


@pytest.mark.parametrize(
    ("question", "several", "compare", "opinion"),
    [
        ("alla beslut", True, False, False),
        ("räkna upp målen", True, False, False),
        ("list the goals", True, False, False),
        ("jämför S och V om bostäder", False, True, False),
        ("skillnaden mellan S och V", False, True, False),
        ("compare S and V", False, True, False),
        ("Vad tycker V om skolan?", False, False, True),
        ("What does the Left Party think?", False, False, True),
        ("Vad är VINST?", False, False, False),
    ],
)
def test_forms(question: str, several: bool, compare: bool, opinion: bool) -> None:
    found = asked(question)
    assert (found.several, found.compare, found.opinion) == (several, compare, opinion)


@pytest.mark.parametrize(
    ("question", "contact", "errand"),
    [
        ("vad har kvinnojouren för telefonnummer", True, False),
        ("hur söker jag plats på fritidsklubb", False, True),
        ("Vad är VINST?", False, False),
    ],
)
def test_what_one_wants_to_do(question: str, contact: bool, errand: bool) -> None:
    found = asked(question)
    assert (found.contact, found.errand) == (contact, errand)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (AnswerType.MONEY, AnswerType.MONEY, True),
        (AnswerType.MONEY, AnswerType.QUANTITY, True),
        (AnswerType.QUANTITY, AnswerType.PERCENT, True),
        (AnswerType.MONEY, AnswerType.PERCENT, False),
        (AnswerType.QUANTITY, AnswerType.DATE, False),
    ],
)
def test_how_much_may_be_any_figure(one: AnswerType, other: AnswerType, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("word", "narrow"), [("skolan", True), ("beslut", False), ("bilagor", False), ("lista", False)]
)
def test_narrows(word: str, narrow: bool) -> None:
    assert narrows(word) is narrow
