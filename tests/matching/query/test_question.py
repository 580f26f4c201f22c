"""A question as the matching sees it, by the words of the shipped knowledge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.language.names.parties import Side
from bot.language.tokens import tokenize
from bot.matching.query.asked import AnswerType
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import SYNONYM, read_question


@pytest.fixture(scope="module")
def lexicon(bot: Answerer) -> Lexicon:
    return bot.matcher.ranker.lexicon


@pytest.mark.parametrize(
    ("text", "written", "corrected"),
    [
        ("Vad är trygetsfonden?", "trygetsfonden", "trygghetsfonden"),
        ("resevation", "resevation", "reservation"),
        ("foerslag", "foerslag", "forslag"),
        ("kommunstyrelsne", "kommunstyrelsne", "kommunstyrelsen"),
    ],
)
def test_corrected(lexicon: Lexicon, text: str, written: str, corrected: str) -> None:
    question = read_question(text, lexicon)
    assert question.corrected == {written: corrected}
    assert corrected in question.words


@pytest.mark.parametrize(
    "text", ["12 procent", "10 procent", "vad vill V", "vad vill S", "13 personer", "VINST", "ILS"]
)
def test_never_corrected(lexicon: Lexicon, text: str) -> None:
    assert read_question(text, lexicon).corrected == {}


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("äldre omsorgen", "äldreomsorgen"),  # written apart
        ("trygghets fonden", "trygghetsfonden"),
        ("skol plattformen", "skolplattformen"),
        ("aldreomsorgen", "äldreomsorgen"),  # without å, ä, ö
        ("ÄLDREOMSORGEN", "äldreomsorgen"),
    ],
)
def test_one_word_however_written(lexicon: Lexicon, text: str, same_as: str) -> None:
    (stem,) = lexicon.stems.of_tokens(tokenize(same_as))
    assert read_question(text, lexicon).terms[stem] == 1.0


@pytest.mark.parametrize(
    ("text", "sought", "meaning"),
    [
        ("Hur många sökte i KS 2020/1616?", "hur manga sokte", "hur många sökte?"),
        ("ks 2020/1616 kostnad", "kostnad", "kostnad?"),
        ("KS 2020/1616", "ks 2020/1616", "ks 2020/1616?"),  # says nothing else
    ],
)
def test_what_names_a_case_is_not_sought_in_it(lexicon: Lexicon, text: str, sought: str, meaning: str) -> None:
    question = read_question(text, lexicon)
    assert (question.sought, question.meaning) == (tuple(token.word for token in tokenize(sought)), meaning)


def test_parts_of_a_compound_weigh_less(lexicon: Lexicon) -> None:
    (concept,) = read_question("trygghetsfonden", lexicon).concepts
    whole, part = lexicon.stems.stem("trygghetsfonden"), lexicon.stems.stem("trygghet")
    assert concept.stems[whole] == 1.0
    assert 0 < concept.stems[part] < 1


def test_words_of_the_glossary(invented: Answerer) -> None:
    lexicon = invented.matcher.ranker.lexicon
    terms = read_question("Vad kostar badhus?", lexicon).terms
    assert terms[lexicon.stems.stem("simhall")] == SYNONYM
    assert lexicon.stems.stem("simhall") in read_question("a swimming pool", lexicon).terms


@pytest.mark.parametrize(
    ("text", "parties", "people", "sides"),
    [
        ("Vad tycker S och V?", ("S", "V"), (), ()),
        ("Vad sa Lindblom?", (), ("Clara Lindblom",), ()),
        ("Vad sa Clara Lindblom (V)?", ("V",), ("Clara Lindblom",), ()),
        ("Vad säger oppositionen?", (), (), (Side.OPPOSITION,)),
        ("skolans plan", (), (), ()),
    ],
)
def test_names(
    lexicon: Lexicon, text: str, parties: tuple[str, ...], people: tuple[str, ...], sides: tuple[Side, ...]
) -> None:
    question = read_question(text, lexicon)
    assert (question.parties, question.people, question.sides) == (parties, people, sides)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Vad säger Stefan Löfven?", ("Stefan Löfven",)),
        ("Karin Ernlund", ("Karin Ernlund",)),
        ("Vad säger Clara Lindblom?", ()),
        ("Vad säger Stockholms stad?", ()),
        ("vad säger stefan löfven", ("stefan löfven",)),
        ("vad säger clara lindblom?", ()),
        ("vad kostar per elev", ()),
    ],
)
def test_unknown_names(lexicon: Lexicon, text: str, unknown: tuple[str, ...]) -> None:
    assert read_question(text, lexicon).unknown_names == unknown


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("vad kostar aldre omsorg", "aldreomsorg"),
        ("vad kostar trygg hets fonden", "trygghetsfond"),
        ("ord nings vakter räcker inte", "ordningsvak"),
    ],
)
def test_words_wrongly_written_apart_are_joined(lexicon: Lexicon, text: str, whole: str) -> None:
    assert whole in read_question(text, lexicon).terms


def test_figures_and_years(lexicon: Lexicon) -> None:
    question = read_question("Var det 56,0 mnkr eller 12 % år 2020?", lexicon)
    assert question.figures == (56.0, 12.0)
    assert question.years == (2020,)


@pytest.mark.parametrize(
    ("text", "lead", "pronoun", "command"),
    [
        ("och V då?", True, True, False),
        ("men varför?", True, False, False),
        ("what about it?", True, True, False),
        ("Vad är VINST?", False, False, False),
        ("/start", False, False, True),
        ("!help", False, False, True),
        ("12", False, False, True),
        ("12 13", False, False, True),
        ("12 personer", False, False, False),
    ],
)
def test_forms(lexicon: Lexicon, text: str, lead: bool, pronoun: bool, command: bool) -> None:
    question = read_question(text, lexicon)
    assert (question.lead, question.pronoun, question.is_command) == (lead, pronoun, command)


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("Hur många personer dödades i skjutningar?", "personer"),
        ("vilka bilagor finns", "bilagor"),
        ("how many people died", "people"),
        ("Vad tycker V?", None),
    ],
)
def test_focus(lexicon: Lexicon, text: str, focus: str | None) -> None:
    question = read_question(text, lexicon)
    if focus is None:
        assert question.focus is None
    else:
        assert question.focus is not None
        stem = lexicon.stems.stem(focus, question.language)
        assert stem in question.concepts[question.focus].stems


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Vad tycker stadsledningskontoret om målet?", "stadsledningskontoret"),
        ("Har stadens revisorer kommenterat bokslutet?", "revisorer"),
        ("Vad tycker folk om målet?", None),  # people in general
        ("Vad tycker V om målet?", None),  # a party is named as such
        ("Vad är målet?", None),
    ],
)
def test_holder(lexicon: Lexicon, text: str, holder: str | None) -> None:
    found = read_question(text, lexicon).holder
    if holder is None:
        assert not found
    else:
        assert lexicon.stems.stem(holder) in found


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Vad kostar aldreomsorgen?", "vad kostar äldreomsorgen?"),
        ("Vad kostar äldreomsorgen?", "vad kostar äldreomsorgen?"),
        ("vad sager reservatoin", "vad säger reservation?"),
        ("  Blir   det\nen lekplats? https://example.org/x ", "blir det en lekplats?"),
        ("What is proposed?", "what is proposed?"),
    ],
)
def test_an_encoder_reads_what_was_meant(lexicon: Lexicon, text: str, meaning: str) -> None:
    assert read_question(text, lexicon).meaning == meaning


def test_an_address_is_not_read(lexicon: Lexicon) -> None:
    assert read_question("https://example.com/skola/bokslut", lexicon).words == ()


def test_language_that_is_settled(lexicon: Lexicon) -> None:
    assert read_question("Vad är VINST?", lexicon, "en").language == "en"
    assert read_question("How much money?", lexicon).language == "en"


def test_wanted(lexicon: Lexicon) -> None:
    assert read_question("hur manga procent", lexicon).asked.answer_type is AnswerType.PERCENT


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_text_is_a_question(bot: Answerer, text: str) -> None:
    question = read_question(text, bot.matcher.ranker.lexicon)
    assert all(0 < weight <= 1 for concept in question.concepts for weight in concept.stems.values())
    assert question.focus is None or 0 <= question.focus < len(question.concepts)
    assert all(0 <= number < len(question.concepts) for number in question.narrowing)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Hur mycket pengar får rotlarna ta med sig till nästa år?", ["rotl"]),
        ("Hur många procent ökade mordförsöken förra året?", ["okad", "mordforsok"]),
    ],
)
def test_what_is_asked_for_and_when_is_no_subject(lexicon: Lexicon, text: str, counted: list[str]) -> None:
    concepts = [concept for concept in read_question(text, lexicon).concepts if not concept.measure]
    assert [next(iter(concept.stems)) for concept in concepts] == counted
