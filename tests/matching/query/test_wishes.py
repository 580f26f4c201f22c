"""Wishes: what wants the document, somebody to turn to, or to appeal; and what asks of a case, alike as it looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.language.tokens import tokenize
from bot.matching.query.wishes import Wish, read_wish

QUESTIONS = Path(__file__).parents[2] / "data"
WISHES = {
    Wish.FILE: (
        "Var kan jag läsa hela dokumentet?", "skicka PDF", "skicka pdf:en tack", "kan du skicka originalet?",
        "Kan jag få handlingen som pdf", "har du PDF:en?", "jag vill läsa hela", "ladda ner dokumentet",
        "var finns handlingen", "var hittar jag protokollet?", "mejla mig handlingen", "länk?",
        "kan du maila dokumentet till mig", "Kan jag få en länk till dokumentet?", "finns det som pdf?",
        "kan jag läsa hela?", "hela dokumentet tack", "öppna dokumentet", "hur får jag tag i handlingen",
        "finns handlingen att läsa någonstans", "får jag se originalhandlingen", "skicka filen",
        "Kan ni skicka hela protokollet som fil?", "where can i read the document?", "send me the pdf",
        "can I get a copy of the report?", "I want to read the whole document", "I'd like to download the document",
    ),
    Wish.CONTACT: (
        "vem kontaktar jag?", "Vem ska jag kontakta?", "prata med en människa", "jag vill prata med en människa",
        "kan jag få prata med en handläggare", "hur når jag kommunen?", "vem kan jag ringa", "vart vänder jag mig?",
        "Vem kan jag vända mig till om detta?", "telefonnummer till kommunen", "har du kontaktuppgifter?",
        "kontaktuppgifter tack", "vad är mejladressen", "hur kommer jag i kontakt med någon", "hur mejlar jag nämnden",
        "who do I contact?", "how can I reach the municipality?", "can I talk to a human", "phone number?",
        "I want to speak to a real person", "finns det en kontaktperson",
    ),
    Wish.APPEAL: (
        "Hur överklagar jag?", "Hur överklagar jag beslutet?", "jag vill överklaga", "kan man överklaga",
        "hur gör jag för att överklaga", "vart skickar jag min överklagan", "när måste jag överklaga senast",
        "How do I appeal?", "can I appeal this decision?", "hur lång tid har jag på mig att överklaga",
    ),
}  # fmt: skip
OF_A_CASE = (
    # Like a wish for the document
    "vad säger dokumentet om äldre", "vad säger dokumentet", "vilka dokument finns?", "när skickades handlingen?",
    "hur lång är rapporten?", "Var kan man läsa om simhallen?", "vad står i protokollet", "hur ser dokumentet ut",
    "vilka handlingar ligger till grund för beslutet?", "Får eleverna läsa hela boken?", "vad betyder pm",
    "ska staden skicka fler handlingar digitalt?", "kan barn lära sig läsa", "Vill V se hela budgeten?",
    "vem skrev rapporten", "Sa de nej till hela rapporten?", "when is the document from", "who wrote the report",
    "what does the report say",
    # Like a wish for a contact
    "vilka kontakter hade staden med näringslivet?", "vem kontaktade kommunen?", "har staden kontakt med polisen",
    "vad kostar det att ringa kommunen", "Vem ska kommunen kontakta?", "vem pratade staden med",
    "Vilka kontaktytor finns?", "hur många samtal får växeln", "vem är handläggare", "hur nås målet?",
    "hur talar V om skolan?", "vem vill V prata med", "hur når vi målen", "which contacts did the city have",
    "hur når man målet om alla barn kan simma?",
    # Like a wish to appeal
    "hur många överklagade beslutet?", "överklagades beslutet?", "Har någon överklagat?", "vad kostar en överklagan",
    "was the decision appealed by anyone",
    # Like nothing of the kind
    "får jag fråga en sak", "vem har sagt det", "vad vill ni ha", "jag vill ha mer", "kan jag få mer", "hej", "ja", "",
    "får man det", "när kan man bada",
)  # fmt: skip


def wish(message: str) -> Wish | None:
    return read_wish(token.word for token in tokenize(message))


@pytest.mark.parametrize(("message", "wanted"), [(said, kind) for kind, all_ in WISHES.items() for said in all_])
def test_what_is_wished_for(message: str, wanted: Wish) -> None:
    assert wish(message) is wanted


@pytest.mark.parametrize("message", OF_A_CASE)
def test_what_asks_of_a_case(message: str) -> None:
    assert wish(message) is None


@pytest.fixture(scope="module")
def foreign(bot: Answerer) -> list[str]:
    """The words of the document that ships that no wish is put in."""
    text = next(iter(next(iter(bot.knowledge.cases.values())).sources.values())).text
    return sorted({token.word for token in tokenize(text) if len(token.word) > 6 and not _is_of_wishes(token.word)})


@given(st.sampled_from([said for all_ in WISHES.values() for said in all_]), st.integers(0, 12), st.integers(0, 9999))
def test_a_word_of_a_case_makes_it_a_question(foreign: list[str], message: str, place: int, word: int) -> None:
    """Wherever it stands, and whatever word it is."""
    words = message.split()
    words.insert(min(place, len(words)), foreign[word % len(foreign)])
    assert wish(" ".join(words)) is None


def _is_of_wishes(word: str) -> bool:
    """Whether a word may be part of a wish: beside one that is complete, it leaves it one."""
    return any(wish(f"{complete} {word}") is not None for complete in ("pdf", "kontakta mig", "överklaga"))


def asked() -> Iterator[str]:
    """Every question of the question sets that a document answers."""
    for file in sorted(QUESTIONS.rglob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            entry = json.loads(line)
            turns = entry.get("turns") or [entry]
            yield from (turn["q"] for turn in turns if turn.get("expect") == "answer" and turn.get("q"))


def test_hardly_any_question_that_is_answered_is_a_wish(bot: Answerer) -> None:
    """Some of all are so short that they are; the bot answers them from the document all the same where it can."""
    questions = [*asked(), *(question for fact in bot.knowledge.facts() for question in fact.questions)]
    assert len(questions) > 1000
    taken = [question for question in questions if wish(question) is not None]
    assert len(taken) <= 0.002 * len(questions)
