"""Follow-ups: what an elliptic message takes from the conversation, and what the next one may take."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.knowledge.model import Fact, Position
from bot.language.stopwords import ENGLISH, SWEDISH
from bot.matching.asked import Wanted
from bot.matching.context import Context
from bot.matching.coverage import cover
from bot.matching.lexicon import Lexicon
from bot.matching.question import Concept, Question, read_question
from bot.matching.rank import Candidate, Ranker, Ranking

_FEW = 3
_PERSONAL = frozenset("han hon honom henne hans hennes de dem dom deras he she him her they them their".split())
_CORRECTIONS = frozenset("nej nä nae no".split())
_ON_TOPIC = 0.25  # of the topic's stems must be in a fact about it
_NEAR = 0.5  # from here on a fact stands where the last one stands
_NAMED = 0.9  # of the follow-up's own concepts: from here on a fact has them all
_OWN = 4.0  # what having them all adds to a fact's score
_SHORT = 5  # words
_COURTESIES = frozenset(
    "tack tackar hej hejsan hejhej hallo tja tjena tjenare morsning goddag god morgon kvall natt hi "
    "hello hey thanks thank thx cheers "
    "bye hejda adjo varsagod bra fint toppen perfekt great good morning evening nice cool tusen ok "
    "okej".split()
)
_MEASURES = frozenset(
    "kost kostn cost kron peng money mnkr miljon procent antal datum dat date dag pris price summ belopp ar".split()
)
_SIGNERS = (
    r"\b(?:skrev|skrivit|skriver|skrivits) under\b|undertecknat|undertecknade|signera|star bakom|"
    r"stod bakom|signed|who wrote"
)
_ABOUT = 3  # of the answered fact's topics, in the order its curator gave them
_MOST_TOPIC = 6  # words
_SAID = 2  # of them are said to an encoder; more would drown what is asked
TOPIC = 0.7  # what a word of the conversation's topic weighs against one of the question


def is_elliptic(question: Question, context: Context) -> bool:
    """Whether the question lacks what a full question has, and the conversation can give it."""
    if not context.facts and not context.topic:
        return False
    concepts = len(question.concepts)
    if concepts == 0:
        return bool(question.parties or question.people or question.sides or _asks(question) or question.lead)
    if question.lead or question.pronoun:
        return concepts <= _FEW
    return concepts == 1 and len(question.words) <= 4


def inherit(question: Question, context: Context, lexicon: Lexicon, *, of_party: bool = False) -> Question:
    """The question with the topic of the conversation, and with its parties or people where it points at them.

    What it names itself stays its own. With `of_party` it is taken to ask about the same parties still.
    """
    named = question.parties or question.people or question.sides
    points = not named and (of_party or bool(_PERSONAL.intersection(question.words)))
    topic = read_question(" ".join(context.topic), lexicon, "sv")
    own = set(question.terms)
    inherited = tuple(_weakened(concept) for concept in topic.concepts if own.isdisjoint(concept.stems))
    return replace(
        question,
        concepts=(*question.concepts, *inherited),
        meaning=" ".join([question.meaning, *context.topic[:_SAID]]),
        parties=context.parties if points else question.parties,
        people=context.people if points and not context.parties else question.people,
    )


def may_stay_with_party(question: Question, context: Context) -> bool:
    """Whether a message names but a new topic where a party was asked about: "och skolan?" after "vad vill V?"."""
    named = question.parties or question.people or question.sides
    return context.of_party and question.lead and bool(question.concepts) and not named


def signed(question: Question, context: Context, ranker: Ranker) -> tuple[str, ...]:
    """The ids of the statements whose signers are asked for: those that the last facts are points of.

    None where something else is asked, or nobody's statement was quoted.
    """
    if re.search(_SIGNERS, " ".join(question.words)) is None:
        return ()
    numbers = (ranker.number[id_] for id_ in context.facts if id_ in ranker.number)
    return tuple(id_ for id_ in dict.fromkeys(_statement(number, ranker) for number in numbers) if id_)


def _statement(number: int, ranker: Ranker) -> str | None:
    """The id of the statement that a fact is, or is said in."""
    fact = ranker.index.facts[number]
    if isinstance(fact, Position):
        return fact.part_of or fact.id
    return ranker.profiles[number].statement


def follow(question: Question, asked: Question, ranking: Ranking, context: Context, ranker: Ranker) -> Ranking:
    """The ranking of a follow-up, without the facts that cannot be meant.

    `asked` is the question as written and `question` what it becomes in the conversation. The fact must be about the
    topic, stand near what was answered, or have all that the message names itself, which counts besides. What was just
    shown answers again only when it gives what is asked for.
    """
    if asked.parties:
        ranking = _kept(ranking, lambda c: c.signals["party"] > 0)
    if asked.people:
        ranking = _kept(ranking, lambda c: c.signals["person"] > 0)
    again = question.asked.wanted is not Wanted.ANYTHING and not _corrects(asked)
    shown = [ranker.index.facts[ranker.number[id_]] for id_ in context.facts if id_ in ranker.number]
    ranking = _kept(
        ranking,
        lambda c: (again and c.signals["wanted_met"] > 0) or not any(_repeats(c.fact, other) for other in shown),
    )
    naming = replace(asked, concepts=tuple(c for c in asked.concepts if _MEASURES.isdisjoint(c.stems)))
    own = cover(naming, ranker.index, frozenset()).of_fact if naming.concepts else {}
    has = {c.fact.id: own.get(ranker.number[c.fact.id], 0.0) for c in ranking.candidates}
    scored = (replace(c, score=c.score + _OWN * has[c.fact.id]) for c in ranking.candidates)
    ranking = replace(ranking, candidates=tuple(sorted(scored, key=lambda c: -c.score)))
    on_topic = _kept(ranking, lambda c: _is_on_topic(c) or has[c.fact.id] >= _NAMED)
    # What a party says of another topic is at least what it says.
    return ranking if asked.parties and not on_topic.candidates else on_topic


def _is_on_topic(candidate: Candidate) -> bool:
    return candidate.signals["topic"] >= _ON_TOPIC or candidate.signals["near"] >= _NEAR


def _repeats(fact: Fact, other: Fact) -> bool:
    """Whether a fact shows nothing but words that another has shown."""
    return fact.case == other.case and all(
        any(q.source == o.source and o.start <= q.start and q.end <= o.end for o in other.quotes) for q in fact.quotes
    )


def _kept(ranking: Ranking, keep: Callable[[Candidate], bool]) -> Ranking:
    return replace(ranking, candidates=tuple(c for c in ranking.candidates if keep(c)))


def strangeness(question: Question, ranking: Ranking, ranker: Ranker) -> float:
    """The share, from 0 to 1, of the follow-up's own concepts that the best candidate lacks; 0 where it has none."""
    if not question.concepts or ranking.best is None:
        return 0.0
    number = ranker.number[ranking.best.fact.id]
    return 1.0 - min(1.0, cover(question, ranker.index, frozenset()).of_fact.get(number, 0.0))


def is_small_talk(question: Question) -> bool:
    """Whether the message only greets or thanks."""
    rest = [word for word in question.words if word not in SWEDISH and word not in ENGLISH]
    return (
        bool(question.words)
        and len(question.words) <= _SHORT
        and all(word in _COURTESIES for word in rest)
        and bool(_COURTESIES.intersection(question.words))
    )


def _corrects(question: Question) -> bool:
    """Whether the message takes back what was understood before ("nej, jag menade ...")."""
    return bool(question.words) and question.words[0] in _CORRECTIONS


def next_context(question: Question, answered: tuple[Candidate, ...], before: Context, ranker: Ranker) -> Context:
    """The context after an answer: its facts and topic, and whom it is about."""
    best = answered[0]
    voices = [party for candidate in answered for party in candidate.profile.voice]
    return replace(
        before,
        facts=tuple(candidate.fact.id for candidate in answered),
        topic=_topic(question, answered, before, ranker),
        parties=tuple(dict.fromkeys(question.parties or voices))[:3],
        people=tuple(sorted(best.profile.people))[:3],
        of_party=bool(question.parties),
        case=best.fact.case,
    )


def context_of(fact: Fact, before: Context, ranker: Ranker) -> Context:
    """The context in which a fact has been shown by itself, without a question."""
    number = ranker.number.get(fact.id)
    profile = ranker.profiles[number] if number is not None else None
    return Context(
        facts=(fact.id,),
        topic=(fact.about or (fact.summary,))[:_MOST_TOPIC],
        parties=(profile.voice if profile else fact.parties)[:3],
        people=tuple(sorted(profile.people))[:3] if profile else (),
        case=fact.case,
        language=before.language,
    )


def on_subject(question: Question, related: tuple[Candidate, ...], before: Context, ranker: Ranker) -> Context:
    """The context after a question that is not answered but comes near something: what it was about."""
    if before.facts or not related:
        return before
    return replace(before, topic=_topic(question, related[:1], before, ranker), case=related[0].fact.case)


def _topic(question: Question, facts: tuple[Candidate, ...], before: Context, ranker: Ranker) -> tuple[str, ...]:
    """What a question and the facts it leads to are about, in the knowledge's own words; no word of the person's."""
    asked = question.terms
    words = [*before.topic, *(word for candidate in facts for word in candidate.fact.about)]
    matched = [word for word in words if any(stem in asked for stem in ranker.lexicon.terms(word))]
    topic = dict.fromkeys((*matched, *facts[0].fact.about[:_ABOUT])) or {facts[0].fact.summary: None}
    return tuple(topic)[:_MOST_TOPIC]


def _weakened(concept: Concept) -> Concept:
    return Concept({stem: TOPIC * weight for stem, weight in concept.stems.items()})


def _asks(question: Question) -> bool:
    return question.asked.wanted is not Wanted.ANYTHING or question.asked.opinion or question.asked.several
