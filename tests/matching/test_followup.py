"""Follow-ups: small dialogues, each turn with the facts it must show, or the reason it is declined for."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.language.stopwords import SWEDISH
from bot.matching.context import Context
from bot.matching.followup import inherit, is_elliptic, is_small_talk
from bot.matching.question import read_question


@dataclass(frozen=True)
class Turn:
    """What a person writes, and what the reply has: words of its quotes, the party that speaks, or the reason."""

    q: str
    quotes: str = ""
    party: str = ""
    reason: str = ""


REAL = {
    "what another party says": [
        Turn("Vad tycker S om äldreomsorgen?", "", "S"),
        Turn("och V då?", "privatiserade äldreomsorgen", "V"),
        Turn("Centern?", reason="party_absent"),
    ],
    "what they want": [
        Turn("Vad säger Fi om dödsskjutningarna?", "23 personer", "Fi"),
        Turn("vad vill dom göra åt det", "", "Fi"),
    ],
    "a new subject inherits nothing": [
        Turn("Hur mycket pengar gäller det för VINST?", "1,0 mnkr"),
        Turn("Hur mycket får rotlarna och partikanslierna föra över?", "56,0 mnkr"),
    ],
    "a party about something else": [
        Turn("Hur mycket pengar gäller det för VINST?", "1,0 mnkr"),
        Turn("och vad säger vänstern om skolappen?", "Skolplattformen", "V"),
    ],
    "after a question that was not answered": [
        Turn("Hur många barn går på fritidsklubbarna?", reason="not_in_case"),
        Turn("vad säger S om dem?", "fritidsklubb", "S"),
    ],
    "who signed what a figure stands in": [
        Turn("Hur många procent ökade mordförsöken?", "30 procent"),
        Turn("vem undertecknade?", "Reservation anfördes", "S"),
    ],
    "who signed something else": [
        Turn("Hur många procent ökade mordförsöken?", "30 procent"),
        Turn("Vem har undertecknat promemorian?", "ANNA KÖNIG JERLMYR"),
    ],
    "a party asked about stays": [
        Turn("Vad tycker V om talangbostäder?", "talangbostäder", "V"),
        Turn("okej, och skolplattformen?", "Skolplattformen", "V"),
    ],
    "what was shown is not shown again": [
        Turn("Har hela trygghetsfonden betalats ut?", "80 mnkr"),
        Turn("varför inte?", "byråkratiserat"),
    ],
    "thanks in the middle": [
        Turn("Hur mycket pengar gäller det för VINST?", "1,0 mnkr"),
        Turn("tack", reason="off_topic"),
    ],
}
INVENTED = {
    "when": [
        Turn("Var ska man ställa cykeln?", "cykel"),
        Turn("när?", "senast den 1 mars 2024"),
    ],
    "another matter": [
        Turn("Kostar det något för ungdomar att bada?", "avgiftsfri", "V"),
        Turn("Har badhuset blivit dyrare?", "31 procent", "C"),
    ],
    "another party": [
        Turn("Varför ville centern och de gröna inte bygga i parken?", "", "C"),
        Turn("och moderaterna?", "fastigheten Sågen 3", "M"),
        Turn("och Sverigedemokraterna?", reason="no_match"),
    ],
    "a party that is not heard": [
        Turn("Kostar det något för ungdomar att bada?", "avgiftsfri", "V"),
        Turn("och vad tycker Socialdemokraterna?", reason="party_absent"),
    ],
}


def holds(answerer: Answerer, turns: list[Turn]) -> None:
    """Asks the turns as one conversation and asserts what each must give."""
    context = Context()
    for turn in turns:
        reply = answerer.ask(turn.q, context, now=0.0)
        context = reply.context
        check(answerer, turn, reply.answer)


def check(answerer: Answerer, turn: Turn, answer: Answer) -> None:
    if turn.reason:
        assert (answer.status, answer.facts) == (Status.DECLINED, ()), turn.q
        assert answer.reason in (turn.reason, "not_in_case" if turn.reason == "no_match" else turn.reason), turn.q
        return
    assert answer.status is Status.ANSWERED, turn.q
    quoted = " ".join(quote.reading for fact in answer.facts for quote in fact.quotes)
    assert turn.quotes in quoted, turn.q
    if turn.party:
        assert turn.party in answerer.knowledge.by_id[answer.facts[0].id].parties, turn.q


@pytest.mark.parametrize("turns", REAL.values(), ids=REAL)
def test_on_the_real_case(bot: Answerer, turns: list[Turn]) -> None:
    holds(bot, turns)


@pytest.mark.parametrize("turns", INVENTED.values(), ids=INVENTED)
def test_on_the_invented_case(invented: Answerer, turns: list[Turn]) -> None:
    holds(invented, turns)


@pytest.mark.parametrize("q", ["varför?", "när?", "hur mycket?", "och sen?"])
def test_a_follow_up_without_a_conversation_is_declined(bot: Answerer, q: str) -> None:
    assert bot.ask(q).answer.status is Status.DECLINED


@pytest.mark.parametrize(
    ("text", "elliptic"),
    [
        ("och V då?", True),
        ("varför?", True),
        ("hur mycket?", True),
        ("och vad sa de om skolan?", True),
        ("men kostnaden då?", True),
        ("Hur många procent av kvinnorna fick förtur i bostadskön?", False),
        ("Vad säger stadsledningskontoret om verksamhetsberättelsen?", False),
    ],
)
def test_is_elliptic(bot: Answerer, text: str, elliptic: bool) -> None:
    question = read_question(text, bot.matcher.ranker.lexicon)
    assert is_elliptic(question, Context(facts=("ks-2020-1616/decisions/beslut-vinst",))) is elliptic
    assert not is_elliptic(question, Context())


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("vad vill de göra åt det?", ("Fi",)),  # points at them
        ("vad vill V göra åt det?", ("V",)),  # what it names is its own
        ("varför?", ()),
    ],
)
def test_inherited_parties(bot: Answerer, text: str, parties: tuple[str, ...]) -> None:
    lexicon = bot.matcher.ranker.lexicon
    context = Context(facts=("x",), topic=("skjutningar",), parties=("Fi",), asked_at=0.0)
    assert inherit(read_question(text, lexicon), context, lexicon).parties == parties


def test_the_topic_is_inherited_and_weighs_less(bot: Answerer) -> None:
    lexicon = bot.matcher.ranker.lexicon
    context = Context(facts=("x",), topic=("skjutningar",))
    (stem,) = lexicon.terms("skjutningar")[:1]
    own = read_question("skjutningar", lexicon).terms[stem]
    assert 0 < inherit(read_question("varför?", lexicon), context, lexicon).terms[stem] < own


@pytest.mark.parametrize(
    ("text", "small_talk"),
    [
        ("hej", True),
        ("Hej på dig!", True),
        ("tack så mycket", True),
        ("thanks", True),
        ("god morgon", True),
        ("hej, vad får rotlarna?", False),
        ("rotlarna", False),
        ("", False),
    ],
)
def test_is_small_talk(bot: Answerer, text: str, small_talk: bool) -> None:
    assert is_small_talk(read_question(text, bot.matcher.ranker.lexicon)) is small_talk


def test_the_topic_is_of_the_knowledge(bot: Answerer) -> None:
    context = bot.ask("Hur mycket pengar gäller det för VINST?", now=0.0).context
    assert context.topic
    assert context.case == "ks-2020-1616"
    assert context.facts[0] in bot.knowledge.by_id
    assert not SWEDISH.intersection(context.topic)
