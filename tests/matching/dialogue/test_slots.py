"""The slots of a conversation after a message."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from bot.language.stopwords import SWEDISH
from bot.matching.context import Context
from bot.matching.dialogue.slots import context_of


def test_the_topic_is_of_the_knowledge(bot: Answerer) -> None:
    context = bot.ask("Hur mycket pengar gäller det för VINST?", now=0.0).context
    assert context.topic
    assert context.case == "ks-2020-1616"
    assert context.facts[0] in bot.knowledge.by_id
    assert not SWEDISH.intersection(context.topic)


def test_a_fact_shown_by_itself(bot: Answerer) -> None:
    fact = bot.knowledge.by_id["ks-2020-1616/positions/fi-dodsskjutningar"]
    context = context_of(fact, Context(language="en"), bot.matcher.ranker)
    assert (context.facts, context.case, context.language) == ((fact.id,), "ks-2020-1616", "en")
    assert context.parties == ("Fi",)
    assert "Lisa Palm" in context.people
    assert set(context.topic) <= set(fact.about)


def test_after_a_question_that_only_comes_near(bot: Answerer) -> None:
    context = bot.ask("Hur många barn går på fritidsklubbarna?", now=0.0).context
    assert context.topic
    assert context.facts == ()


def test_a_new_subject_leaves_the_old_topic(bot: Answerer) -> None:
    money = bot.ask("Hur mycket pengar gäller det för VINST?", now=0.0).context
    elderly = bot.ask("Vad tycker S om äldreomsorgen?", money, now=0.0).context
    assert money.topic
    assert elderly.topic
    assert set(money.topic).isdisjoint(elderly.topic)


def test_a_message_without_a_word_of_its_own_keeps_the_topic(bot: Answerer) -> None:
    before = bot.ask("Vad tycker S om äldreomsorgen?", now=0.0).context
    after = bot.ask("och V då?", before, now=0.0).context
    assert not set(before.topic).isdisjoint(after.topic)
    assert after.parties == ("V",)


def test_the_subject_is_what_was_asked_about(bot: Answerer) -> None:
    before = bot.ask("Vad tycker S om hyresrätter?", now=0.0).context
    assert before.subject == ("hyresrätter",)
    assert set(before.subject) < set(before.topic)
    after = bot.ask("och V då?", before, now=0.0).context
    assert after.subject == before.subject
    assert bot.ask("Hur många har dödats i skjutningar?", after, now=0.0).context.subject != before.subject


def test_a_question_with_an_answer_is_not_refused_for_its_conversation(bot: Answerer) -> None:
    context = Context()
    for text in ("Vad tycker V om bostäder?", "och S då?", "Hur många har dödats i skjutningar?"):
        reply = bot.ask(text, context, now=0.0)
        context = reply.context
    assert "23 personer" in reply.answer.facts[0].quotes[0].text
