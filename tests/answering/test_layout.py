"""The layout of an answer: what is whole, what is a line, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.answer import Answer, AnswerFact, Status
from bot.answering.answerer import Answerer
from bot.answering.layout import laid_out, one_lines, parts
from bot.answering.wording import quoted, say, shown
from bot.evaluation.questions import read_questions
from bot.knowledge.model import Kind
from bot.knowledge.source import Quote
from bot.matching.match import LIST

DECLINE = Path(__file__).parents[1] / "data" / "questions" / "decline.jsonl"
PLACE = "— PM, Beslut, sida 1"


def quote(text: str, start: int = 0, page: int = 1) -> Quote:
    return Quote("pm", "PM", "Beslut", page, start, start + len(text), text)


def fact(name: str, *quotes: Quote, summary: str = "", kind: Kind = Kind.DETAIL) -> AnswerFact:
    return AnswerFact(f"ett/details/{name}", "ett", kind, summary or f"Uppgiften {name}.", 1.0, quotes)


BATH = fact("bad", quote("Badet öppnar 2027."), summary="Badet blir klart 2027.")
PARK = fact("park", quote("Parken blir kvar.", 40), summary="Parken byggs inte bort.")
LONG = fact("lang", quote("Hallen byggs.", 80), summary="Ord " * 40)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            Answer(Status.ANSWERED, "sv", "", "Badet blir klart 2027.", facts=(BATH,)),
            f"Badet blir klart 2027.\n\n”Badet öppnar 2027.”\n{PLACE}",
        ),
        (
            Answer(Status.ANSWERED, "sv", "", "Två:", facts=(BATH, PARK)),
            f"Två:\n\nBadet blir klart 2027.\n”Badet öppnar 2027.”\n{PLACE}\n\n"
            f"Parken byggs inte bort.\n”Parken blir kvar.”\n{PLACE}",
        ),
        (
            Answer(Status.LIKELY, "sv", "", "Kanske:", facts=(BATH, PARK), whole=1, notes=("En rad.",)),
            f"Kanske:\n\nBadet blir klart 2027.\n”Badet öppnar 2027.”\n{PLACE}\n\n"
            "– Parken byggs inte bort. (sida 1)\n\nEn rad.",
        ),
        (
            Answer(Status.DECLINED, "sv", "", "Nej:", related=(BATH, PARK), whole=1),
            f"Nej:\n\n”Badet öppnar 2027.”\n{PLACE}\n\n– Parken byggs inte bort. (sida 1)",
        ),
        (
            Answer(Status.ANSWERED, "en", "", "Open:", facts=(BATH, PARK), whole=1),
            "Open:\n\nBadet blir klart 2027.\n”Badet öppnar 2027.”\n— PM, Beslut, page 1\n\n"
            "– Parken byggs inte bort. (page 1)",
        ),
        (Answer(Status.ANSWERED, "sv", "", "Lead:", facts=(BATH,), shown=0), "Lead:"),
        (Answer(Status.DECLINED, "sv", "", "Nej."), "Nej."),
        (Answer(Status.DECLINED, "sv", "Färdig text.", "Nej."), "Färdig text."),
    ],
)
def test_laid_out(answer: Answer, text: str) -> None:
    assert laid_out(answer).text == text


def test_quotes_that_stand_together_have_one_place() -> None:
    both = fact("bad", quote("Badet öppnar 2027."), quote("Det kostar 9 mnkr.", 20))
    apart = fact("bad", quote("Badet öppnar 2027."), quote("Det kostar 9 mnkr.", 20, page=2))
    one, two = (laid_out(Answer(Status.ANSWERED, "sv", "", "Så:", facts=(f,))).text for f in (both, apart))
    assert one == f"Så:\n\n”Badet öppnar 2027.”\n”Det kostar 9 mnkr.”\n{PLACE}"
    assert two == f"Så:\n\n”Badet öppnar 2027.”\n{PLACE}\n”Det kostar 9 mnkr.”\n— PM, Beslut, sida 2"


def test_no_quote_twice() -> None:
    again = fact("igen", *BATH.quotes, summary="Badet är klart 2027.")
    found = list(parts(Answer(Status.ANSWERED, "sv", "", "Två:", facts=(BATH, again))))
    assert [part.quotes for part in found] == [BATH.quotes, ()]
    assert found[1].summary == again.summary  # what is left of it


def test_of_a_list_one_quote_each() -> None:
    both = fact("bad", quote("Badet öppnar 2027."), quote("Det kostar 9 mnkr.", 20))
    assert [len(part.quotes) for part in parts(Answer(Status.ANSWERED, "sv", "", facts=(both, PARK)))] == [1, 1]
    assert [len(part.quotes) for part in parts(Answer(Status.ANSWERED, "sv", "", facts=(both,)))] == [2]


@pytest.mark.parametrize("count", [1, 4, 5, 6, 30])
def test_a_list_shows_five_at_most(count: int) -> None:
    facts = tuple(fact(str(number), quote(f"Mål {number}.", 20 * number)) for number in range(count))
    text = laid_out(Answer(Status.ANSWERED, "sv", "", "Alla:", facts=facts)).text
    assert text.count("”Mål ") == min(count, LIST)


def test_a_summary_that_only_says_its_quote_is_left_out() -> None:
    plain = fact("bad", quote("Badet öppnar 2027."), summary="Badet öppnar 2027")
    passage = fact("rad", quote("Hallen byggs.", 80), kind=Kind.PASSAGE)
    found = [part.summary for part in parts(Answer(Status.ANSWERED, "sv", "", "Tre:", facts=(plain, passage, PARK)))]
    assert found == [None, None, PARK.summary]


def test_a_line_is_short() -> None:
    passage = fact("rad", quote("1. " + "ord " * 60, 200), kind=Kind.PASSAGE)
    lines = one_lines(Answer(Status.LIKELY, "sv", "", facts=(BATH, LONG, passage), whole=1))
    assert len(lines) == 2
    assert all(line.startswith("– ") and line.endswith("… (sida 1)") and len(line) < 110 for line in lines)
    assert lines[1].startswith("– ord ord")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("1. en ny simhall byggs", "en ny simhall byggs"),
        ("12) en ny simhall", "en ny simhall"),
        ("• en lekplats", "en lekplats"),
        ("- en lekplats", "en lekplats"),
        ("– en lekplats", "en lekplats"),
        ("a) en lekplats", "en lekplats"),
        ("2027 öppnar badet", "2027 öppnar badet"),
        ("1.5 procent", "1.5 procent"),
        ("-", "-"),
        ("den sämsta under 2000- talet", "den sämsta under 2000-talet"),
        ("cykel- parkeringen", "cykelparkeringen"),
        ("kultur- och fritidsnämnden", "kultur- och fritidsnämnden"),
        ("1- eller 2-åringar", "1- eller 2-åringar"),
    ],
)
def test_what_is_shown_of_a_quote(text: str, reads: str) -> None:
    assert shown(quote(text)) == reads
    assert quoted(quote(text)) == f"”{reads}”"


def test_quotation_marks_within_a_quote() -> None:
    assert quoted(quote("målet ”Alla barn simmar” nås")) == "»målet ”Alla barn simmar” nås»"


# As the bot answers


def test_a_refusal_shows_one_passage_whole_and_two_lines_at_most(bot: Answerer) -> None:
    seen = 0
    for expected in read_questions(DECLINE)[::3]:
        answer = bot.ask(expected.question).answer
        if answer.status is not Status.DECLINED:
            continue
        lines = [line for line in answer.text.splitlines() if line.startswith("– ")]
        quotes = [line for line in answer.text.splitlines() if line.startswith(("”", "»"))]
        assert len(lines) <= 2
        assert quotes == [quoted(quote) for fact in answer.related[:1] for quote in fact.quotes]
        seen += bool(quotes)
    assert seen >= 10


def test_a_list_says_how_many_more_there_are(bot: Answerer) -> None:
    answer = bot.ask("alla mål").answer
    assert len(answer.facts) > LIST
    assert answer.lead == say("answer.several_of", "sv", shown=LIST, count=len(answer.facts), what="mål")
    assert answer.text.count(f"\n— {answer.facts[0].quotes[0].title}") == LIST
    assert list(answer.more[: len(answer.facts) - LIST]) == [fact.id for fact in answer.facts[LIST:]]


def test_no_answer_quotes_twice(bot: Answerer) -> None:
    for question in ("alla mål", "alla beslut", "alla bilagor", "jämför S och V", "Vad säger S och V om bostäder?"):
        answer = bot.ask(question).answer
        quotes = [line for line in answer.text.splitlines() if line.startswith(("”", "»"))]
        assert quotes
        assert len(quotes) == len(set(quotes))


def test_words_cut_by_a_line_are_joined(bot: Answerer) -> None:
    answer = bot.ask("Vilken budget var den sämsta under 2000-talet?").answer
    assert "den sämsta under 2000-talet" in answer.text
    assert "2000- talet" in answer.facts[0].quotes[0].text
