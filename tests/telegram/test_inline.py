"""Inline mode: `@beslutsbot fråga` in any chat."""

from __future__ import annotations

import pytest

from .api.people import Person
from .wording import label


async def test_a_question_gives_results(anna: Person) -> None:
    query = await anna.queries("Vad kostar simskolan?")
    assert 1 <= len(query.results) <= 10
    assert "900" in query.results[0]["title"] + query.results[0].get("description", "")
    assert query.messages[0].spans("blockquote")
    assert "Tjänsteutlåtande FN 2024/17" in query.messages[0].text


async def test_the_same_text_as_a_reply(anna: Person) -> None:
    reply = await anna.asks("När stängs den gamla simhallen?")
    query = await anna.queries("När stängs den gamla simhallen?")
    assert query.messages[0].text == reply.text


async def test_results_are_cached_briefly_and_for_all(anna: Person) -> None:
    answer = (await anna.queries("Vad kostar simskolan?")).answer
    assert not answer.get("is_personal", False)
    assert 0 <= answer.get("cache_time", 300) <= 300


async def test_an_empty_query_shows_the_decisions(anna: Person) -> None:
    query = await anna.queries("")
    assert 1 <= len(query.results) <= 10
    shown = " ".join(f"{result['title']} {result.get('description', '')}" for result in query.results)
    assert "84,5 miljoner" in shown


async def test_nothing_found_leads_to_the_bot(anna: Person) -> None:
    query = await anna.queries("Vem vann derbyt mellan AIK och Hammarby?")
    assert query.answered
    assert not any("derby" in message.text.lower() for message in query.messages)


@pytest.mark.parametrize("text", ["<b>", "x" * 256, "🏊" * 128, "\u202eabc", "?", "   ", "a\x00b", "'; DROP TABLE--"])
async def test_any_text_is_answered(anna: Person, text: str) -> None:
    assert (await anna.queries(text)).answered


async def test_buttons_under_a_result_that_was_sent(anna: Person) -> None:
    """Such a message is known by its inline_message_id only."""
    query = await anna.queries("När byggdes den gamla simhallen?")
    sent = anna.chooses(query, 0)
    if sent.has_button(label("surroundings")):
        await anna.presses(sent, label("surroundings"))
        assert "Teknikrapporten" in sent.text
    else:
        assert all("callback_data" not in button for button in sent.buttons)


async def test_english(john: Person) -> None:
    query = await john.queries("What do swimming lessons cost?")
    assert "Swimming lessons cost 900 kronor" in query.messages[0].text


async def test_an_english_app_sees_english_where_the_query_says_no_language(john: Person, anna: Person) -> None:
    """Such results are the person's own; those of a query whose words tell its language are kept for others."""
    english, swedish = await john.queries(""), await anna.queries("")
    assert "Decisions" in english.results[0]["title"]
    assert "Beslut" in swedish.results[0]["title"]
    assert english.answer["is_personal"]
    assert swedish.answer["is_personal"]
    assert not (await john.queries("Vad kostar simskolan?")).answer.get("is_personal", False)


async def test_what_is_shared_by_its_button_is_that_very_fact(anna: Person) -> None:
    answer = await anna.asks("Vad kostar simskolan?")
    query = await anna.queries(answer.button(label("share"))["switch_inline_query"])
    assert [message.text for message in query.messages] == [answer.text]


async def test_paging_by_offset_ends(anna: Person) -> None:
    """A next_offset, where one is given, leads to further results and then to an end."""
    seen, offset = 0, ""
    for _ in range(20):
        query = await anna.queries("simhall", offset)
        seen += len(query.results)
        offset = query.answer.get("next_offset", "")
        if not offset:
            break
    assert not offset
    assert seen
