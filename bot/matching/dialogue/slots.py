"""What a conversation keeps after a message, for the next one to lean on."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.model import Fact
from bot.matching.context import Context
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.rank import Ranker

_ABOUT = 3  # of the answered fact's topics, in the order its curator gave them
_MOST_TOPIC = 6  # words
_MOST_NAMES = 3


def outlived(question: Question, before: Context) -> Context:
    """What of a context outlives a message: what it is about only where the message has no word of its own ("varför?").

    Kept longer, the topic leads the follow-ups of the next subject astray.
    """
    return replace(before, topic=(), subject=()) if question.concepts else before


def next_context(question: Question, answered: tuple[Candidate, ...], before: Context, ranker: Ranker) -> Context:
    """The context after an answer: its facts and topic, and whom it is about."""
    best = answered[0]
    voices = [party for candidate in answered for party in candidate.profile.voice]
    return replace(
        before,
        facts=tuple(candidate.fact.id for candidate in answered),
        topic=_topic(question, answered, before, ranker),
        subject=_subject(question, answered, before, ranker),
        parties=tuple(dict.fromkeys(question.parties or voices))[:_MOST_NAMES],
        people=tuple(sorted(best.profile.people))[:_MOST_NAMES],
        named=question.parties[:_MOST_NAMES],
        case=best.fact.case,
    )


def context_of(fact: Fact, before: Context, ranker: Ranker) -> Context:
    """The context in which a fact has been shown by itself, without a question."""
    number = ranker.number.get(fact.id)
    profile = ranker.profiles[number] if number is not None else None
    return Context(
        facts=(fact.id,),
        topic=(fact.about or (fact.summary,))[:_MOST_TOPIC],
        parties=(profile.voice if profile else fact.parties)[:_MOST_NAMES],
        people=tuple(sorted(profile.people))[:_MOST_NAMES] if profile else (),
        case=fact.case,
        language=before.language,
    )


def on_subject(question: Question, related: tuple[Candidate, ...], before: Context, ranker: Ranker) -> Context:
    """The context after a question that is not answered but comes near something: what it was about."""
    if before.facts or not related:
        return before
    return replace(before, topic=_topic(question, related[:1], before, ranker), case=related[0].fact.case)


def _subject(question: Question, answered: tuple[Candidate, ...], before: Context, ranker: Ranker) -> tuple[str, ...]:
    """What the facts are about that a question says itself; as before where it says none of it ("och V då?")."""
    said = {stem for stem, weight in question.terms.items() if weight == 1.0}
    words = dict.fromkeys(word for candidate in answered for word in candidate.fact.about)
    asked = tuple(word for word in words if said.intersection(ranker.lexicon.terms(word)[:1]))
    return asked[:_MOST_TOPIC] or before.subject


def _topic(question: Question, facts: tuple[Candidate, ...], before: Context, ranker: Ranker) -> tuple[str, ...]:
    """What a question and the facts it leads to are about, in the knowledge's own words; no word of the person's."""
    asked = question.terms
    words = [*before.topic, *(word for candidate in facts for word in candidate.fact.about)]
    matched = [word for word in words if any(stem in asked for stem in ranker.lexicon.terms(word))]
    topic = dict.fromkeys((*matched, *facts[0].fact.about[:_ABOUT])) or {facts[0].fact.summary: None}
    return tuple(topic)[:_MOST_TOPIC]
