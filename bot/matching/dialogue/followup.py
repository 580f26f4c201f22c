"""Follow-ups: a message read in its conversation, with what it leaves unsaid."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

from bot.knowledge.model import Decision, Fact, Position
from bot.language.word_patterns import words_of
from bot.matching.context import Context
from bot.matching.dialogue.subject import relate, subject_of
from bot.matching.query.asked import AnswerType
from bot.matching.query.lexicon import Lexicon
from bot.matching.query.question import Concept, Question, read_question
from bot.matching.ranking.candidates import Candidate, quotes_overlap, share_of_best
from bot.matching.ranking.coverage import cover
from bot.matching.ranking.neighbours import Neighbours
from bot.matching.ranking.rank import Ranker, Ranking
from bot.matching.ranking.signals import Signals
from bot.matching.retrieval.index import Index

FOLLOW = (
    "inherited", "alone", "alone_whole", "own", "named_party", "named_person",
    "topic", "near", "after", "previous", "repeats", "statement", "voice", "other_voice",
)  # fmt: skip
"""The signals of a fact in a conversation, of which `Weights.follow` makes its score."""

_WHOLE = 4  # concepts from which a message says all that it asks
_THINGS = 2  # concepts, other than measures, from which a message can stand alone
_SUBJECT_WORDS = 4  # words of a message that only names another subject, at most
_ALONE = 12  # facts that a message finds by itself and that are candidates in its conversation too
_FAR = 6.0  # log-odds beyond which a reading by itself is no surer
_TOPIC = 0.7  # what a word of the conversation's topic weighs against one of the message
_WORDS = words_of(__file__, blank=" ")
_PERSONAL = _WORDS.each("personal")
_NARROWING = _WORDS.each("narrowing")
_MEASURES = _WORDS.each("measures")
_SIGNED = re.compile(_WORDS.any_of("signed"))
_SAYS = re.compile(
    rf"(?:{_WORDS.any_of('opening')} )*(?:det ar )?{_WORDS.any_of('who')}(?: {_WORDS.any_of('further')})?"
    rf"(?: (?:har )?{_WORDS.any_of('says')})?(?: {_WORDS.any_of('that')})?(?: {_WORDS.any_of('ending')})?"
)
_PRESENTER = re.compile(r"f[öo]redragand", re.IGNORECASE)  # of the form of a statement


def leans(question: Question, context: Context) -> bool:
    """Whether a message may lean on its conversation: it asks something, and may not say all of it."""
    if not context.facts and not context.topic:
        return False
    named = question.parties or question.people or question.sides
    return bool(question.concepts or named or _asks(question) or question.lead)


def is_whole(question: Question) -> bool:
    """Whether a message says all that it asks, and points at nothing said before."""
    return len(question.concepts) >= _WHOLE and not _points(question)


def stands_alone(question: Question) -> bool:
    """Whether a message names some things to look for, and points at nothing said before."""
    return sum(not concept.measure for concept in question.concepts) >= _THINGS and not _points(question)


def inherit(question: Question, context: Context, lexicon: Lexicon) -> Question:
    """The question with the topic of the conversation, and with its parties or people where it points at them.

    What it names itself stays its own. Where it names nothing but somebody ("och S då?"), it takes the subject that was
    asked about, and not what the last answer was about besides.
    """
    named = question.parties or question.people or question.sides
    keeps_to = _PERSONAL.intersection(question.words) or _NARROWING.intersection(question.words[:1])
    asks_why = question.asked.answer_type is AnswerType.REASON and not question.concepts
    points = bool(keeps_to or asks_why) and not named
    if _only_names(question) and context.named:
        question = replace(question, parties=context.named)
    words = context.subject if named and not question.concepts and context.subject else context.topic
    topic = read_question(" ".join(words), lexicon, "sv")
    own = set(question.terms)
    inherited = tuple(_weakened(concept) for concept in topic.concepts if own.isdisjoint(concept.stems))
    return replace(
        question,
        concepts=(*question.concepts, *inherited),
        parties=context.parties if points else question.parties,
        people=context.people if points and not context.parties else question.people,
    )


def _only_names(question: Question) -> bool:
    """Whether a message only names another subject: "och klimatet?"."""
    named = question.parties or question.people or question.sides
    return (
        question.lead
        and not named
        and not _asks(question)
        and 0 < len(question.concepts) <= _THINGS
        and (len(question.words) <= _SUBJECT_WORDS)
    )


def names_unknown(question: Question, index: Index) -> bool:
    """Whether a message only names another subject, which no case knows: "och Sverigedemokraterna?"."""
    known = (index.knows(stem) for concept in question.concepts for stem in concept.stems)
    return _only_names(question) and not any(known)


def signed(question: Question, context: Context, ranker: Ranker) -> tuple[str, ...]:
    """The ids of the statements of whoever is asked for ("vem säger det?"): those that the last facts are points of.

    None where something else is asked, or nobody's statement was quoted.
    """
    words = question.folded
    names_another = question.parties or question.people or len(question.concepts) > 1
    if names_another or not (_SIGNED.search(words) or _SAYS.fullmatch(words)):
        return ()
    numbers = (ranker.number[id_] for id_ in context.facts if id_ in ranker.number)
    return tuple(id_ for id_ in dict.fromkeys(_statement(number, ranker) for number in numbers) if id_)


def _statement(number: int, ranker: Ranker) -> str | None:
    """The id of the statement that a fact is, or is said in; of a proposed decision, whose presenter's views are."""
    fact = ranker.index.facts[number]
    if isinstance(fact, Position):
        return fact.part_of or fact.id
    return ranker.profiles[number].statement or _presented(fact, ranker)


def _presented(fact: Fact, ranker: Ranker) -> str | None:
    """The id of the presenter's views, where a fact quotes a decision that is proposed."""
    of_case = [other for other in ranker.index.facts if other.case == fact.case]
    decisions = (other for other in of_case if isinstance(other, Decision))
    if not any(quotes_overlap(fact.quotes, decision.quotes) for decision in decisions):
        return None
    views = (other for other in of_case if isinstance(other, Position) and other.part_of is None)
    return next((view.id for view in views if _PRESENTER.match(view.form)), None)


def follow(
    question: Question, inherited: Question, context: Context, alone: Ranking, ranker: Ranker, case: str | None
) -> Ranking:
    """The ranking of a message in its conversation.

    `inherited` is the question with what it inherits, and `alone` the ranking of the question by itself. A fact's score
    weighs how it fits either, how it relates to what was answered last, and how much of the message it has.
    """
    subject = subject_of(context, ranker)
    found = [candidate.fact.id for candidate in alone.candidates[:_ALONE]]
    vector = ranker.drawn(alone.found.vector, context.facts)
    ranking = ranker.rank(inherited, case=case, also=(*found, *ranker.nearby(context.facts)), vector=vector)
    naming = replace(question, concepts=tuple(c for c in question.concepts if _MEASURES.isdisjoint(c.stems)))
    own = cover(naming, ranker.index, frozenset()).of_fact
    whole = _wholeness(question)

    def followed(candidate: Candidate) -> Candidate:
        signals = candidate.signals
        by_itself = ranker.score(ranker.candidate(candidate.fact.id, alone).signals)
        further: Signals = {
            "inherited": candidate.score,
            "alone": by_itself,
            "alone_whole": by_itself * whole,
            "own": own[ranker.number[candidate.fact.id]],
            "named_party": signals["party"] * bool(question.parties),
            "named_person": signals["person"] * bool(question.people),
            **relate(subject, candidate.fact, candidate.profile),
        }
        score = sum(weight * further[name] for name, weight in ranker.weights.follow.items())
        return replace(candidate, signals={**signals, **further}, score=score)

    candidates = sorted(map(followed, ranking.candidates), key=lambda candidate: -candidate.score)
    return replace(ranking, candidates=tuple(candidates))


def evidence_of_following(
    question: Question, ranking: Ranking, neighbours: Neighbours, alone: float
) -> dict[str, float]:
    """What speaks for and against the best candidate of a message in its conversation being an answer, by name.

    `alone` is the margin of the message by itself. `share` is the candidate's share of the
    likelihood, `whole` how whole the message is and `points` whether it points back, `bare` whether it has no word to
    look for, `asks_...` what it asks for; the rest are its neighbours and the signals of following.
    """
    best = ranking.best
    if best is None:
        return {}
    whole = _wholeness(question)
    alone = max(-_FAR, min(_FAR, alone))
    return {
        "score": best.score,
        "share": share_of_best(ranking.candidates),
        "by_itself": alone,
        "by_itself_whole": alone * whole,
        "whole": whole,
        "points": float(_points(question)),
        "bare": float(not question.concepts),
        "opinion": float(question.asked.opinion),
        "plain": best.signals["plain"],
        **{f"asks_{wanted}": float(question.asked.answer_type is wanted) for wanted in AnswerType},
        **asdict(neighbours),
        **{name: best.signals[name] for name in FOLLOW if name not in ("inherited", "alone", "alone_whole")},
    }


def _wholeness(question: Question) -> float:
    """How much of what it asks a message says, from 0 to 1, by its concepts."""
    return min(len(question.concepts), _WHOLE) / _WHOLE


def _points(question: Question) -> bool:
    return question.pronoun or question.lead


def _weakened(concept: Concept) -> Concept:
    return Concept({stem: _TOPIC * weight for stem, weight in concept.stems.items()})


def _asks(question: Question) -> bool:
    return question.asked.answer_type is not AnswerType.ANYTHING or question.asked.opinion or question.asked.several
