"""Follow-ups: what an elliptic message takes from the conversation, and what the next one may take."""

from __future__ import annotations

from dataclasses import replace

from bot.language.parties import Side
from bot.matching.asked import Wanted
from bot.matching.context import Context
from bot.matching.question import Question
from bot.matching.rank import Candidate

_FEW = 3
_PERSONAL = frozenset("han hon honom henne hans hennes de dem dom deras he she him her they them their".split())
_CORRECTIONS = frozenset("nej nä nae no".split())
_MOST_TOPIC = 8


def is_elliptic(question: Question, context: Context) -> bool:
    """Whether the question lacks what a full question has, and the conversation can give it."""
    if not context.facts:
        return False
    concepts = len(question.concepts)
    if concepts == 0:
        return bool(question.parties or question.people or question.sides or _asks(question) or question.lead)
    if question.lead or question.pronoun:
        return concepts <= _FEW
    return concepts == 1 and len(question.words) <= 4


def inherit(question: Question, context: Context) -> Question:
    """The question with the parties and people of the conversation where it points at them and names none."""
    named = question.parties or question.people or question.sides
    if named or not _PERSONAL.intersection(question.words):
        return question
    return replace(question, parties=context.parties, people=() if context.parties else context.people)


def corrects(question: Question) -> bool:
    """Whether the message takes back what was understood before ("nej, jag menade ...")."""
    return bool(question.words) and question.words[0] in _CORRECTIONS


def next_context(question: Question, answered: tuple[Candidate, ...], before: Context, elliptic: bool) -> Context:
    """The context after an answer: its facts and topic, and whom it is about.

    The topic is made of the knowledge's own words; of the person's words nothing is kept.
    """
    best = answered[0]
    matched = [
        stem for concept in question.concepts for stem in concept.stems if stem in best.profile.about
    ]
    topic = dict.fromkeys(matched)
    if elliptic:
        topic.update(dict.fromkeys(before.topic))
    if len(topic) < 2:
        topic.update(dict.fromkeys(sorted(best.profile.about)))
    voices = [party for candidate in answered for party in candidate.profile.voice]
    return replace(
        before,
        facts=tuple(candidate.fact.id for candidate in answered),
        topic=tuple(topic)[:_MOST_TOPIC],
        parties=tuple(dict.fromkeys((*question.parties, *voices)))[:3],
        people=tuple(sorted(best.profile.people))[:3],
        case=best.fact.case,
    )


def _asks(question: Question) -> bool:
    return question.asked.wanted is not Wanted.ANYTHING or question.asked.opinion or Side.OPPOSITION in question.sides
