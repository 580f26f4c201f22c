"""What a question asks for, from its folded words."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Kind
from bot.language.tokens import tokenize
from bot.matching.query.asked import Asked, Wanted, alike, narrows, read


def asked(question: str) -> Asked:
    return read(" ".join(token.word for token in tokenize(question)))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hur mycket pengar får rotlarna?", Wanted.MONEY),
        ("hur många kronor är det", Wanted.MONEY),
        ("hur mkt stålar?", Wanted.ANYTHING),
        ("Vad kostar badet?", Wanted.MONEY),
        ("vilket belopp", Wanted.MONEY),
        ("How much money do they get?", Wanted.MONEY),
        ("What did the new pool cost?", Wanted.MONEY),
        ("Hur många procent fick förtur?", Wanted.PERCENT),
        ("hur stor andel av kvinnorna", Wanted.PERCENT),
        ("what percentage of the women", Wanted.PERCENT),
        ("Hur många personer dog?", Wanted.COUNT),
        ("antal besök", Wanted.COUNT),
        ("how many visitors are expected", Wanted.COUNT),
        ("hur mycket har det ökat", Wanted.QUANTITY),
        ("Vilket datum undertecknades det?", Wanted.DATE),
        ("on which date was it signed", Wanted.DATE),
        ("När öppnar badet?", Wanted.TIME),
        ("when does it open", Wanted.TIME),
        ("Vem skrev under?", Wanted.NAME),
        ("vilka partier reserverade sig", Wanted.NAME),
        ("who signed it", Wanted.NAME),
        ("Varför blev det dyrare?", Wanted.REASON),
        ("why did the cost rise", Wanted.REASON),
        ("Vad är VINST?", Wanted.ANYTHING),
        ("", Wanted.ANYTHING),
    ],
)
def test_wanted(question: str, wanted: Wanted) -> None:
    assert asked(question).wanted is wanted


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
        (Wanted.MONEY, Wanted.MONEY, True),
        (Wanted.MONEY, Wanted.QUANTITY, True),
        (Wanted.QUANTITY, Wanted.PERCENT, True),
        (Wanted.MONEY, Wanted.PERCENT, False),
        (Wanted.QUANTITY, Wanted.DATE, False),
    ],
)
def test_how_much_may_be_any_figure(one: Wanted, other: Wanted, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("word", "narrow"), [("skolan", True), ("beslut", False), ("bilagor", False), ("lista", False)]
)
def test_narrows(word: str, narrow: bool) -> None:
    assert narrows(word) is narrow
