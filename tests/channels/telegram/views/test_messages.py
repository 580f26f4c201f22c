"""Messages: the HTML is well formed, no message is too long, and a quote loses nothing but at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, AnswerFact, Choice, Status
from bot.answering.wording import say
from bot.channels.telegram.views.markup import LONGEST, cut, escape, shorten, units
from bot.channels.telegram.views.messages import (
    GROUP,
    PRIVATE,
    SINGLE,
    Block,
    Measure,
    Style,
    assemble,
    messages,
)
from bot.knowledge.model import Kind
from bot.knowledge.source import Quote

ANY = st.text(st.characters(), max_size=40)  # lone surrogates and controls among them
LONG = st.tuples(ANY, st.integers(1, 400)).map(lambda made: made[0] * made[1])
TEXTS = ANY | LONG
quotes = st.builds(
    Quote,
    source=ANY,
    title=TEXTS,
    section=st.none() | TEXTS,
    page=st.integers(1, 999),
    start=st.just(0),
    end=st.just(1),
    text=TEXTS,
)
facts = st.builds(
    AnswerFact,
    id=ANY,
    case=ANY,
    kind=st.sampled_from(Kind),
    summary=TEXTS,
    score=st.floats(0, 1),
    quotes=st.lists(quotes, max_size=4).map(tuple),
)
answers = st.builds(
    Answer,
    status=st.sampled_from(Status),
    language=st.sampled_from(["sv", "en"]),
    text=TEXTS,
    lead=TEXTS,
    reason=st.none() | st.just("no_match"),
    facts=st.lists(facts, max_size=14).map(tuple),
    choices=st.lists(st.builds(Choice, id=ANY, label=TEXTS), max_size=3).map(tuple),
    related=st.lists(facts, max_size=3).map(tuple),
)


@given(answers, st.sampled_from([PRIVATE, GROUP, SINGLE]), TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_answer_makes_messages_that_telegram_takes(
    answer: Answer, measure: Measure, ending: str, preface: str
) -> None:
    made = messages(answer, measure, ending, preface)
    assert 1 <= len(made) <= measure.messages
    for html in made:
        read = Read(html)
        assert read.open == []
        assert read.text.strip()
        assert utf16(read.text) <= LONGEST
        assert utf16(html) <= LONGEST
        html.encode("utf-8")


@given(TEXTS, st.integers(10, 5000))
@settings(deadline=None)
def test_a_cut_loses_nothing_but_white_space(text: str, room: int) -> None:
    head, tail = cut(text, room)
    assert units(escape(head)) <= room
    assert "".join((head + tail).split()) == "".join(text.split())


@given(TEXTS, st.integers(10, 5000))
@settings(deadline=None)
def test_a_shortened_text_has_room(text: str, room: int) -> None:
    assert units(escape(shorten(text, room))) <= room


@given(st.text())
def test_units_are_utf_16_code_units(text: str) -> None:
    assert units(text) == utf16(text)


def test_a_long_quote_goes_on_in_the_next_message_whole() -> None:
    words = " ".join(f"ord{number}." for number in range(1200))
    made = messages(answer_of(words))
    assert len(made) == 3
    assert re.findall(r"ord\d+", " ".join(Read(html).text for html in made)) == re.findall(r"ord\d+", words)


def test_what_has_no_room_at_all_is_left_out_and_said_to_be() -> None:
    made = messages(answer_of("ord " * 9000))
    assert len(made) == PRIVATE.messages
    assert say("telegram.shortened", "sv") in made[-1]
    assert say("telegram.shortened", "sv") not in made[0]


@pytest.mark.parametrize(
    ("text", "opening"),
    [("Kort.", "<blockquote>"), ("Lång. " * 60, "<blockquote expandable>")],
)
def test_long_quotes_are_folded(text: str, opening: str) -> None:
    assert opening in messages(answer_of(text))[0]


def test_quotes_in_a_list_are_folded_sooner() -> None:
    quote = Quote("pm", "PM", "Beslut", 2, 0, 1, "Lång. " * 30)
    quotes = [replace(quote, start=number) for number in range(3)]
    facts = tuple(AnswerFact(f"a/{q.start}", "a", Kind.DECISION, f"Punkt {q.start}.", 1.0, (q,)) for q in quotes)
    one, several = (
        messages(Answer(Status.ANSWERED, "sv", "", "Så är det.", facts=some))[0] for some in (facts[:1], facts)
    )
    assert one.count("<blockquote>") == 1
    assert several.count("<blockquote expandable>") == len(facts)


def test_an_answer_looks_like_this() -> None:
    assert messages(answer_of("Avgift: 5 < 6 & <b>fet</b>.", summary="Avgiften höjs & ändras.")) == [
        "<b>Avgiften höjs &amp; ändras.</b>\n"
        "<blockquote>Avgift: 5 &lt; 6 &amp; &lt;b&gt;fet&lt;/b&gt;.</blockquote>\n"
        "<i>— PM, Beslut, sida 2</i>"
    ]


def test_a_group_gets_one_short_message() -> None:
    several = answer_of("Text. " * 300)
    facts = tuple(replace(several.facts[0], quotes=(replace(several.facts[0].quotes[0], start=n),)) for n in range(8))
    many = Answer(Status.ANSWERED, "sv", "", "Flera svar:", facts=facts)
    (made,) = messages(many, GROUP)
    assert made.count("<blockquote") == GROUP.facts


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x07"])
def test_nothing_to_say_is_still_a_message(text: str) -> None:
    assert assemble([Block(Style.LEAD, text)], "sv") == [say("declined.empty", "sv")]


def answer_of(quote: str, summary: str = "Så är det.") -> Answer:
    found = Quote("pm", "PM", "Beslut", 2, 0, 1, quote)
    fact = AnswerFact("a/decisions/b", "a", Kind.DECISION, summary, 1.0, (found,))
    return Answer(Status.ANSWERED, "sv", "", summary, facts=(fact,))


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Read(HTMLParser):
    """HTML as Telegram reads it: the text, and the tags still open at its end.

    Raises AssertionError for a tag that Telegram does not have, ends wrongly, or has within itself.
    """

    TAGS = frozenset({"b", "i", "blockquote"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        assert not re.search(r"&(?!(?:lt|gt|amp|quot);)", html), "Telegram knows but four named entities"
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.TAGS
        assert tag not in self.open
        assert attrs in ([], [("expandable", None)])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")
