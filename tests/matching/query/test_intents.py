"""Intents: what is asked of the bot, of the case as a whole or of the last answer, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.language.plain_text import plain
from bot.matching.query.intents import Intent, correction, read_intent
from bot.matching.query.question import read_question


def intent_of(bot: Answerer, message: str) -> Intent | None:
    lexicon = bot.matcher.ranker.lexicon
    question = read_question(bot.matcher.cleaner.clean(message).question, lexicon)
    return read_intent(plain(message), question, lexicon)


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Vad handlar det om?", Intent.ABOUT_CASE),
        ("hej, vad handlar detta om egentligen?", Intent.ABOUT_CASE),
        ("Vad är det här?", Intent.ABOUT_CASE),
        ("vad handlar protokollet om?", Intent.ABOUT_CASE),
        ("Kan du ge mig en kort sammanfattning?", Intent.ABOUT_CASE),
        ("sammanfatta ärendet", Intent.ABOUT_CASE),
        ("vad står det i dokumentet", Intent.ABOUT_CASE),
        ("vad är det viktigaste", Intent.ABOUT_CASE),
        ("what is this about?", Intent.ABOUT_CASE),
        ("give me a summary", Intent.ABOUT_CASE),
        ("Hjälp!", Intent.HELP),
        ("vad kan jag fråga om?", Intent.HELP),
        ("vilka frågor kan jag ställa?", Intent.HELP),
        ("hur funkar det här", Intent.HELP),
        ("jag förstår inte", Intent.HELP),
        ("what can i ask", Intent.HELP),
        ("How does this work?", Intent.HELP),
        ("/help", Intent.HELP),
        ("vem är du?", Intent.IDENTITY),
        ("Är du en robot?", Intent.IDENTITY),
        ("pratar jag med en människa?", Intent.IDENTITY),
        ("vem har gjort dig?", Intent.IDENTITY),
        ("are you human?", Intent.IDENTITY),
        ("hej då", Intent.GOODBYE),
        ("ok tack, hejdå!", Intent.GOODBYE),
        ("quit", Intent.GOODBYE),
        ("ha det bra", Intent.GOODBYE),
        ("hur mår du?", Intent.SMALL_TALK),
        ("Hi there, how are you today?", Intent.SMALL_TALK),
        ("du är bäst", Intent.SMALL_TALK),
        ("på vilken sida?", Intent.PLACE),
        ("vilken sida står det på?", Intent.PLACE),
        ("Var står det?", Intent.PLACE),
        ("i vilket dokument står det?", Intent.PLACE),
        ("källa?", Intent.PLACE),
        ("which page?", Intent.PLACE),
        ("where does it say that?", Intent.PLACE),
        ("länk?", Intent.DOCUMENT),
        ("Kan jag få en länk till dokumentet?", Intent.DOCUMENT),
        ("finns det som pdf?", Intent.DOCUMENT),
        ("kan jag läsa hela?", Intent.DOCUMENT),
        ("where can i read the document?", Intent.DOCUMENT),
        ("mer", Intent.MORE),
        ("Visa fler", Intent.MORE),
        ("finns det mer om det?", Intent.MORE),
        ("vad säger de mer", Intent.MORE),
        ("show me more", Intent.MORE),
        ("stämmer det?", Intent.VERIFY),
        ("är det verkligen sant?", Intent.VERIFY),
        ("har de rätt?", Intent.VERIFY),
        ("kan man lita på det här", Intent.VERIFY),
        ("is that true?", Intent.VERIFY),
        ("vilka styr?", Intent.SIDES),
        ("vilka sitter i majoriteten?", Intent.SIDES),
        ("vem är oppositionen?", Intent.SIDES),
        ("who is in power", Intent.SIDES),
        ("vem har rätt?", Intent.JUDGEMENT),
        ("vem har fel?", Intent.JUDGEMENT),
        ("ljuger sossarna?", Intent.JUDGEMENT),
        ("vad ska jag rösta på?", Intent.JUDGEMENT),
        ("vad tycker du?", Intent.JUDGEMENT),
        ("vilket parti är bäst", Intent.JUDGEMENT),
        ("sossarna är idioter", Intent.JUDGEMENT),
        ("jag hatar miljöpartiet", Intent.JUDGEMENT),
        ("V är bra", Intent.JUDGEMENT),
        ("politiker är korrupta", Intent.JUDGEMENT),
        ("borde Wanngård avgå?", Intent.JUDGEMENT),
        ("är du vänster eller höger?", Intent.JUDGEMENT),
        ("vems fel är det?", Intent.JUDGEMENT),
        ("who should I vote for?", Intent.JUDGEMENT),
        ("jag vill klaga", Intent.COMPLAINT),
        ("var kan jag lämna klagomål?", Intent.COMPLAINT),
        ("kan jag få prata med en människa?", Intent.CONTACT),
        ("prata med någon på kommunen", Intent.CONTACT),
        ("Vem kontaktar jag?", Intent.CONTACT),
        ("Hur överklagar jag beslutet?", Intent.APPEAL),
        ("Var kan jag läsa hela dokumentet?", Intent.DOCUMENT),
        ("skicka PDF", Intent.DOCUMENT),
        ("how do I complain?", Intent.COMPLAINT),
    ],
)
def test_intents(bot: Answerer, message: str, intent: Intent) -> None:
    assert intent_of(bot, message) is intent


@pytest.mark.parametrize(
    "question",
    [
        # Like "vad handlar det om"
        "Vad handlar VINST om?", "Vad handlar målet om äldre om?", "Vad handlar reservationen om?",
        "sammanfatta vad V säger om skolan", "berätta om trygghetsfonden", "vad står det på sida 4",
        # Like a cry for help
        "Hjälper staden de äldre?", "Vad hjälper mot skjutningar?", "Hur fungerar trygghetsfonden?",
        "Vad kan staden göra åt skjutningarna?", "Ge exempel på samverkan", "vad vet du om skolan?",
        # Like who the bot is, and how it is
        "Vem är Karin Wanngård?", "Vem är föredragande borgarråd?", "hur mår barnen?", "Allt bra med skolan?",
        "är VINST klar?",
        # Like where it stands
        "På vilken sida står V?", "Var finns trygghetsfonden?", "Var står det om skolan?",
        "vilka källor används i rapporten?",
        # Like more
        "Hur mycket mer pengar får skolan?", "Får skolan mer pengar?", "Vad säger de mer om skolan?",
        "Hur många fler har dött?", "fler skjutningar?", "finns det mer pengar i trygghetsfonden?",
        "finns det fler beslut?",
        # Like whether it is true
        "Stämmer det att mordförsöken har ökat?", "är det sant att V vill höja skatten?",
        "Går det att lita på granskningen?", "är målet uppfyllt?",
        # Like who rules
        "Vilka partier reserverar sig?", "vad säger oppositionen?", "Vem bestämmer över trygghetsfonden?",
        "Vem leder arbetet?", "Vilka är med i oppositionen och vad säger de om skolan?",
        # Like a judgement: what others judge stands in the document
        "Vad tycker V?", "Vems fel är det enligt S?", "vad tycker S är fel?", "vad är dåligt enligt V",
        "Vilka har rätt till förtur?", "Har kvinnor rätt att få förtur?", "Hur röstade V?", "är skolan dålig?",
        "Vem vill att Bromma flygplats läggs ner?", "Är V för eller emot?", "Säger V att S ljuger?",
        "Kräver V att borgarrådet ska avgå?",
        # Like a complaint
        "Klagar V på skolan?", "Vem klagar på äldreomsorgen?", "hur många klagomål fick äldreomsorgen?",
        "överklagades beslutet?",
        # Neither
        "Vad är trygghetsfonden?", "Vad är målet?", "visa alla beslut", "beslut", "Hur lång är rapporten?", "", "hej",
    ],
)  # fmt: skip
def test_questions_that_only_look_so(bot: Answerer, question: str) -> None:
    assert intent_of(bot, question) is None


@pytest.mark.parametrize("letter", ["S", "V", "M", "C", "MP", "KD", "L", "SD", "Fi"])
@pytest.mark.parametrize("said", ["{} ljuger", "{} är bäst", "har {} fel om skolan?", "ska jag rösta på {}?"])
def test_every_party_is_judged_alike(bot: Answerer, said: str, letter: str) -> None:
    assert intent_of(bot, said.format(letter)) is Intent.JUDGEMENT


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("nej jag menade bostäder", "bostäder"),
        ("jag menade skolan", "skolan"),
        ("oj, jag menade S", "S"),
        ("fel, jag menade mål 4", "mål 4"),
        ("nej, skolan", "skolan"),
        ("nej men skolan", "skolan"),
        ("nä mål 3", "mål 3"),
        ("nej inte det utan skolan", "skolan"),
        ("jag frågade om Clara Lindblom", "Clara Lindblom"),
        ("I meant schools", "schools"),
        ("no, not that, schools", "schools"),
        ("no I mean the schools", "schools"),
    ],
)
def test_correction(message: str, meant: str) -> None:
    assert correction(message) == meant


@pytest.mark.parametrize(
    "message",
    [
        "", "nej", "no", "ja", "skolan", "inte det", "Vad menar S?", "Vad menade Wanngård med det?", "nej jag vet inte",
        "nej det stämmer inte", "nej jag vill veta mer", "nej, vad säger S?", "nej du har fel", "jag undrar om skolan",
    ],
)  # fmt: skip
def test_no_correction(message: str) -> None:
    assert correction(message) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text(bot: Answerer, text: str) -> None:
    intent_of(bot, text)
    meant = correction(text)
    assert meant is None or meant in text
