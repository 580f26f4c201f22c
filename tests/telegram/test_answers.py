"""A question and its answer: the sentence, the passage, its place, and the buttons under it."""

from __future__ import annotations

import asyncio
import re

import pytest

from .api.people import Person
from .api.server import BotApi
from .wording import label, says

GOAL = "Vad tycker Socialdemokraterna om målet att alla barn kan simma?"


async def test_an_answer(anna: Person) -> None:
    answer = await anna.asks("När stängs den gamla simhallen?")
    assert answer.bold == ["Den gamla simhallen vid Kvarntorget föreslås stängas den 30 juni 2026."]
    assert "Den gamla simhallen vid Kvarntorget stängs den 30 juni 2026." in answer.quotes[0]
    assert re.search(r"Tjänsteutlåtande FN 2024/17, [^,\n]+, sida 1$", answer.text)
    assert not answer.is_expandable


async def test_a_long_passage_is_folded(anna: Person) -> None:
    answer = await anna.asks("Vad skriver S om plånboken och köerna?")
    assert answer.is_expandable
    assert len(answer.quotes[0]) > 320


async def test_the_documents_own_markup_is_text(anna: Person) -> None:
    answer = await anna.asks("Hur länge håller betongen?")
    assert 'Teknikrapporten "Bad & sim <del 2>" visar' in answer.quotes[0]


async def test_an_answer_can_be_copied_with_its_place(anna: Person) -> None:
    answer = await anna.asks("När stängs den gamla simhallen?")
    copied = answer.button(label("copy"))["copy_text"]["text"]
    assert "Den gamla simhallen vid Kvarntorget stängs den 30 juni 2026." in copied
    assert copied.endswith("sida 1)")
    long = await anna.asks("Vad skriver S om plånboken och köerna?")
    assert long.button(label("copy"))["copy_text"]["text"].endswith("sida 2)")


async def test_the_context_is_folded_where_it_is_long(anna: Person) -> None:
    answer = await anna.asks("Hur länge håller betongen?")
    shown = await anna.presses_and_sees(answer, label("surroundings"))
    assert any("Bad & sim <del 2>" in bold for bold in shown.bold), "the quote itself stands out"
    assert len(shown.quotes) > 1


async def test_the_context_and_back(anna: Person) -> None:
    answer = await anna.asks("När byggdes den gamla simhallen?")
    before = (answer.text, answer.labels)
    shown = await anna.presses_and_sees(answer, label("surroundings"))
    assert shown is answer, "the context comes in the same message"
    assert "Teknikrapporten" in shown.text
    assert shown.has_button(label("back"))
    shown = await anna.presses_and_sees(answer, label("back"))
    assert (shown.text, shown.labels) == before


async def test_the_same_button_twice(api: BotApi, anna: Person) -> None:
    """Two quick presses: each is answered, and the second changes nothing."""
    api.expected.append("message is not modified")
    answer = await anna.asks("När byggdes den gamla simhallen?")
    data = answer.button(label("surroundings"))["callback_data"]
    await asyncio.gather(anna.presses_data(answer, data), anna.presses_data(answer, data))
    await anna.hears_nothing(seconds=0.3)
    assert answer.has_button(label("back"))


async def test_further_hits(anna: Person) -> None:
    answer = await anna.asks("Hur många elever klarar simprovet?")
    button = answer.button(label("more"))["text"]
    assert any(character.isdigit() for character in button), f"it says how many: {button}"
    shown = await anna.presses_and_sees(answer, label("more"))
    assert shown.text != answer.versions[0].text if answer.versions else shown.text != answer.text


async def test_other_parties_on_the_same_goal(anna: Person) -> None:
    answer = await anna.asks(GOAL)
    shown = await anna.presses_and_sees(answer, label("siblings"))
    seen = " ".join([shown.text, *shown.labels])
    assert "tolv simlärare" in seen
    assert "beröm" in seen or "Moderaterna" in seen


async def test_no_other_parties_where_there_are_none(anna: Person) -> None:
    answer = await anna.asks("När stängs den gamla simhallen?")
    assert not answer.has_button(label("siblings"))


@pytest.mark.parametrize("thumb", ["👍", "👎"])
async def test_thumbs(api: BotApi, anna: Person, thumb: str) -> None:
    answer = await anna.asks("När stängs den gamla simhallen?")
    press = await anna.presses(answer, thumb)
    assert thumb in press.note
    await api.changes.until(lambda: answer.has_button(f"{thumb} ✓"), 5)
    edits = len(api.called("editMessageReplyMarkup"))
    await anna.presses(answer, thumb)
    await anna.hears_nothing(seconds=0.3)
    assert len(api.called("editMessageReplyMarkup")) == edits, "pressing twice changes nothing"


async def test_pressing_twice_is_no_second_edit(api: BotApi, anna: Person) -> None:
    answer = await anna.asks("När stängs den gamla simhallen?")
    data = answer.button(label("surroundings"))["callback_data"]
    edits = len(api.called("editMessageText"))
    await asyncio.gather(*(anna.presses_data(answer, data) for _ in range(3)))
    await asyncio.sleep(0.3)
    assert len(api.called("editMessageText")) == edits + 1


async def test_a_refusal_shows_what_can_be_answered(anna: Person) -> None:
    refusal = await anna.asks("Vem vann derbyt mellan AIK och Hammarby?")
    assert refusal.buttons, "examples that do work"
    for name in refusal.labels:
        shown = await anna.presses_and_sees(refusal, name)
        assert shown.quotes, f"the example {name!r} is answered"


async def test_a_party_that_is_not_heard(anna: Person) -> None:
    refusal = await anna.asks("Vad tycker Centerpartiet om simhallen?")
    assert "Centerpartiet har inte sagt något i ärendet" in refusal.text


async def test_thanks_and_greetings(anna: Person) -> None:
    assert says(await anna.asks("tack"), "declined.thanks")
    assert says(await anna.asks("hej"), "declined.greeting")
    for leave in ("hej då", "ok hej då", "Ja, hej då"):
        assert says(await anna.asks(leave), "declined.goodbye")


@pytest.mark.parametrize(
    ("words", "case"), [("2", "TN 2024/42"), ("den första", "FN 2024/17"), ("ja", "FN 2024/17"), ("nr 2 tack", "TN")]
)
async def test_choices_are_chosen_in_words(anna: Person, words: str, case: str) -> None:
    assert says(await anna.asks("Var anslås beslutet?"), "choices.lead")
    shown = await anna.asks(words)
    assert "anslås på kommunens anslagstavla" in shown.quotes[0]
    assert case in shown.text


async def test_a_reply_chooses_among_what_that_message_offers(anna: Person) -> None:
    asked = await anna.asks("Var anslås beslutet?")
    await anna.asks("Vad kostar simskolan?")
    shown = await anna.asks("den andra", reply_to=asked)
    assert "TN 2024/42" in shown.text
    assert "anslås" in shown.quotes[0]


async def test_a_choice_that_is_changed_changes_the_answer(anna: Person) -> None:
    await anna.asks("Var anslås beslutet?")
    anna.skips()
    chose = anna.says("1")
    shown = await anna.hears()
    anna.edits(chose, "2")
    await anna.api.changes.until(lambda: "TN 2024/42" in shown.text, 10)


async def test_choosing_none_asks_for_other_words(anna: Person) -> None:
    await anna.asks("Var anslås beslutet?")
    assert says(await anna.asks("nej"), "choices.none")


async def test_choices_are_buttons(anna: Person) -> None:
    """Both cases say the same of where decisions are put up."""
    asked = await anna.asks("Var anslås beslutet?")
    assert says(asked, "choices.lead")
    assert len(asked.buttons) >= 2
    shown = await anna.presses_and_sees(asked, asked.labels[1])
    assert shown.quotes


async def test_typing_is_shown_at_most_once_for_a_question(anna: Person) -> None:
    await anna.asks("När stängs den gamla simhallen?")
    assert anna.chat.actions in ([], ["typing"])


async def test_buttons_that_are_none_of_ours(anna: Person) -> None:
    """From another version of the bot, or made up: a kind word, and nothing breaks."""
    answer = await anna.asks("När stängs den gamla simhallen?")
    for data in ("?", "x", "fsAAAAAAA", "å" * 32, "us", "ts.decision99999999", "ks.999", "zz" * 32, "ls.xx"):
        press = await anna.presses_data(answer, data)
        assert press.answered
    assert (await anna.asks("Vad kostar simskolan?")).quotes


async def test_people_do_not_wait_for_each_other(api: BotApi) -> None:
    people = [api.person(f"P{number}") for number in range(10)]
    answers = await asyncio.gather(*(person.asks("Vad kostar simskolan?") for person in people))
    assert all("900 kronor" in answer.text for answer in answers)


async def test_a_chat_is_answered_in_order(anna: Person) -> None:
    questions = {
        "När stängs den gamla simhallen?": "30 juni 2026",
        "Vad kostar simskolan?": "900 kronor",
        "Hur länge håller betongen?": "2027",
        "Vad kostar cykelbanan?": "6,2 miljoner",
    }
    for question in questions:
        anna.says(question)
    for holds in questions.values():
        assert holds in (await anna.hears()).text
