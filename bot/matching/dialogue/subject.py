"""The subject of a conversation, and how a fact relates to it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.knowledge.model import Fact
from bot.matching.context import Context
from bot.matching.ranking.profile import Profile
from bot.matching.ranking.rank import Ranker
from bot.matching.ranking.signals import Signals

_NEARBY = 600  # characters between two quotes; what is asked next often stands near
_NEXT = 300  # characters; what is asked next stands most often just after


@dataclass(frozen=True, slots=True)
class Subject:
    """What a conversation is about: the stems of its topic, and the facts answered last with their profiles."""

    topic: frozenset[str] = frozenset()
    facts: tuple[Fact, ...] = ()
    profiles: tuple[Profile, ...] = ()


def subject_of(context: Context, ranker: Ranker) -> Subject:
    """The subject of a conversation; facts that the knowledge no longer has are left out."""
    numbers = [ranker.number[id_] for id_ in context.facts if id_ in ranker.number]
    return Subject(
        topic=frozenset(stem for word in context.topic for stem in ranker.lexicon.terms(word)),
        facts=tuple(ranker.index.facts[number] for number in numbers),
        profiles=tuple(ranker.profiles[number] for number in numbers),
    )


def relate(subject: Subject, fact: Fact, profile: Profile) -> Signals:
    """How a fact relates to the subject, each from 0 to 1.

    `topic` is the share of the topic's stems that describe it, `near` and `after` how near it stands to what was
    answered and how soon it comes after that, `previous` whether it was answered last, `repeats` whether it shows no
    word more, `statement` whether it is said in the same statement, `voice` by the same party, and `other_voice`
    whether a party says the one and no party the other.
    """
    topic, facts, profiles = subject.topic, subject.facts, subject.profiles
    return {
        "topic": len(topic & profile.about) / len(topic) if topic else 0.0,
        "near": math.exp(-min((_gap(fact, other) for other in facts), default=math.inf) / _NEARBY),
        "after": max((_soon(fact, other) for other in facts), default=0.0),
        "previous": float(any(fact.id == other.id for other in facts)),
        "repeats": float(any(_repeats(fact, other) for other in facts)),
        "statement": float(any(profile.statement and profile.statement == other.statement for other in profiles)),
        "voice": float(any(not set(profile.voice).isdisjoint(other.voice) for other in profiles)),
        "other_voice": float(any(bool(profile.voice) != bool(other.voice) for other in profiles)),
    }


def _gap(fact: Fact, other: Fact) -> float:
    """How many characters of a source lie between two facts' quotes; infinite for different sources."""
    return min(
        (
            max(0, one.start - two.end, two.start - one.end)
            for one in fact.quotes
            for two in other.quotes
            if fact.case == other.case and one.source == two.source
        ),
        default=math.inf,
    )


def _soon(fact: Fact, other: Fact) -> float:
    """How soon a fact begins after what another quotes, from 0 to 1; 0 for the same fact and for what stands before."""
    if fact.id == other.id or fact.case != other.case:
        return 0.0
    first, begun, last = fact.quotes[0], other.quotes[0], other.quotes[-1]
    if first.source != begun.source or first.start < begun.start:
        return 0.0
    return math.exp(-max(0, first.start - last.end) / _NEXT)


def _repeats(fact: Fact, other: Fact) -> bool:
    """Whether a fact shows nothing but words that another has shown."""
    return fact.case == other.case and all(
        any(q.source == o.source and o.start <= q.start and q.end <= o.end for o in other.quotes) for q in fact.quotes
    )
