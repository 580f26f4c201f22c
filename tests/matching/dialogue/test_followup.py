"""Follow-ups: small dialogues, each turn with the facts it must show, or the reason it is declined for."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.matching.context import Context
from bot.matching.dialogue.followup import FOLLOW, follow, inherit, is_whole, leans, signed
from bot.matching.query.question import read_question


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
    "narrowed to a subject, the party stays": [
        Turn("Vad säger Fi om bostäder?", "", "Fi"),
        Turn("bara om utförsäljningen", "utförsäljningar", "Fi"),
    ],
    "why of the subject just changed to": [
        Turn("Hur mycket pengar gäller det för VINST?", "1,0 mnkr"),
        Turn("Vad tycker S om äldreomsorgen?", "", "S"),
        Turn("varför?", "krisen", "S"),
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
    assert answer.status in (Status.ANSWERED, Status.LIKELY), turn.q
    quoted = " ".join(quote.display_text for fact in answer.facts for quote in fact.quotes)
    assert turn.quotes in quoted, turn.q
    if turn.party:
        assert turn.party in answerer.knowledge.by_id[answer.facts[0].id].parties, turn.q


@pytest.mark.parametrize("turns", REAL.values(), ids=REAL)
def test_on_the_real_case(bot: Answerer, turns: list[Turn]) -> None:
    holds(bot, turns)


@pytest.mark.parametrize("turns", INVENTED.values(), ids=INVENTED)
def test_on_the_invented_case(invented: Answerer, turns: list[Turn]) -> None:
    holds(invented, turns)


def test_what_is_said_decides_whether_the_case_mentions_it(bot: Answerer) -> None:
    context = bot.ask("Hur stor är trygghetsfonden?", now=0.0).context
    for nonsense in ("asdfgh qwerty", "vad blir det för mat ikväll?"):
        answer = bot.ask(nonsense, context, now=0.0).answer
        assert (answer.status, answer.reason, answer.related) == (Status.DECLINED, "no_match", ()), nonsense


@pytest.mark.parametrize("q", ["varför?", "när?", "hur mycket?", "och sen?"])
def test_a_follow_up_without_a_conversation_is_declined(bot: Answerer, q: str) -> None:
    assert bot.ask(q).answer.status is Status.DECLINED


@pytest.mark.parametrize(
    ("text", "may_lean", "whole"),
    [
        ("och V då?", True, False),
        ("varför?", True, False),
        ("och vad sa de om skolan?", True, False),
        ("Hur många procent av kvinnorna fick förtur i bostadskön?", True, True),
        ("Hur många procent av dem fick förtur i bostadskön?", True, False),  # points at somebody
        ("okej", False, False),
    ],
)
def test_leaning(bot: Answerer, text: str, may_lean: bool, whole: bool) -> None:
    question = read_question(text, bot.matcher.ranker.lexicon)
    assert leans(question, Context(facts=("ks-2020-1616/decisions/beslut-vinst",))) is may_lean
    assert not leans(question, Context())
    assert is_whole(question) is whole


@pytest.mark.parametrize(
    ("text", "asks_who"),
    [
        ("vem säger det?", True),
        ("vem?", True),
        ("vilket parti är det som tycker så?", True),
        ("who said so?", True),
        ("vem skrev under?", True),
        ("who is proposing that?", True),
        ("vad säger de?", False),
        ("vem får pengarna?", False),
        ("när skrevs det?", False),
        ("who signed for the Left Party?", False),  # names somebody else
        ("Vem har undertecknat promemorian?", False),
    ],
)
def test_asking_who_said_it(bot: Answerer, text: str, asks_who: bool) -> None:
    ranker = bot.matcher.ranker
    context = Context(facts=("ks-2020-1616/positions/fi-dodsskjutningar",))
    found = signed(read_question(text, ranker.lexicon), context, ranker)
    assert found == (("ks-2020-1616/positions/fi-yttrande",) if asks_who else ())


@pytest.mark.parametrize("fact", ["decisions/beslut-vinst", "amounts/belopp-rotlar-partikanslier"])
def test_the_presenter_proposes_a_decision(bot: Answerer, fact: str) -> None:
    ranker = bot.matcher.ranker
    found = signed(read_question("vem föreslår det?", ranker.lexicon), Context(facts=(f"ks-2020-1616/{fact}",)), ranker)
    assert found == ("ks-2020-1616/positions/foredragande-synpunkter",)


def test_nobody_said_what_no_statement_has(bot: Answerer) -> None:
    ranker = bot.matcher.ranker
    context = Context(facts=("ks-2020-1616/details/datum-ort", "gone"))
    assert signed(read_question("vem säger det?", ranker.lexicon), context, ranker) == ()


@pytest.mark.parametrize("text", ["varför?", "och skolan då?", "Har hela fonden betalats ut?", "ge exempel"])
def test_signals_of_following(bot: Answerer, text: str) -> None:
    ranker = bot.matcher.ranker
    context = Context(facts=("ks-2020-1616/positions/s-mal2-trygghetsfonden",), topic=("trygghetsfonden",))
    question = read_question(text, ranker.lexicon)
    inherited = inherit(question, context, ranker.lexicon)
    ranking = follow(question, inherited, context, ranker.rank(question), ranker, None)
    scores = [candidate.score for candidate in ranking.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(set(FOLLOW) <= set(candidate.signals) for candidate in ranking.candidates)
    assert any(candidate.signals["near"] == 1.0 for candidate in ranking.candidates)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("vad vill de göra åt det?", ("Fi",)),  # points at them
        ("vad vill V göra åt det?", ("V",)),  # what it names is its own
        ("varför?", ("Fi",)),  # the reason of whoever said it
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
