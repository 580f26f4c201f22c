"""The selection: which of the ranked facts make up an answer - one, or all that were asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.knowledge.model import Detail, Fact, Goal, Kind
from bot.language.tokens import fold, tokenize
from bot.language.word_patterns import words_of
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate, quotes_overlap
from bot.matching.ranking.rank import Ranking

MOST = 100  # facts in a list, of which a few at a time are shown
_PER_VOICE = 2  # facts for each side of a comparison
_ATTACHED, _DATES = "bilagor", "datum"  # topics of which all details are asked for
_TOPICS = frozenset((_ATTACHED, _DATES))
_ATTACHMENTS = "bilag"  # how the topic of a detail about attachments begins
_NARROWED = 0.6  # of what narrows a list down must be in a fact of it
_NEAR = 3.0  # log-odds behind the best: still about the same thing

_LEVEL = 6  # letters by which a level is known in its other forms: "nämndmålen"
_WORDS = words_of(__file__, blank=" ")
_OUTCOME, _PARTLY, _NOT = (re.compile(rf"\b{_WORDS.any_of(name)}\b") for name in ("outcome", "partly", "not"))
_FULLY = re.compile(f"^{_WORDS.any_of('fully')}")


def select(ranking: Ranking, compared: Sequence[Ranking], listed: Ranking | None) -> tuple[Candidate, ...]:
    """The candidates that answer: one for a plain question, more where several are asked for.

    `compared` are the rankings of the sides that the question compares, `listed` is the one with all facts of the kind
    that it asks for, None where it asks for none.
    """
    if voices := _each_voice(compared):
        return voices
    if listed is not None and (facts := _list(listed)):
        return facts
    return ranking.candidates[:1]


def kind_listed(question: Question) -> Kind | None:
    """The kind of which all facts are candidates for a list; None where no list of a kind is asked for."""
    if not question.asked.several:
        return None
    return Kind.DETAIL if question.asked.topic in _TOPICS else question.asked.kind


def is_list(question: Question) -> bool:
    """Whether all facts of a kind are asked for: "vilka mål bestrider S", "alla beslut"."""
    asked = question.asked
    named = asked.kind is not None or asked.topic is not None
    return asked.several and named and (bool(question.parties) or not question.narrowing)


def sides(question: Question) -> tuple[Question, ...]:
    """The question narrowed to each of the parties and people it sets side by side; () where it names one at most."""
    if len(question.parties) + len(question.people) < 2:
        return ()
    by_party = (replace(question, parties=(party,), people=()) for party in question.parties)
    by_person = (replace(question, parties=(), people=(person,)) for person in question.people)
    return (*by_party, *by_person)


def _each_voice(compared: Sequence[Ranking]) -> tuple[Candidate, ...]:
    """The best of each party and person named, side by side, in the order they were named."""
    chosen: list[Candidate] = []
    for side in compared:
        heard = [c for c in side.candidates if c.signals["party"] > 0 or c.signals["person"] > 0]
        if not heard:
            continue
        near = [c for c in heard[:6] if heard[0].score - c.score <= _NEAR]
        chosen += distinct(near)[:_PER_VOICE]
    return tuple(distinct(chosen))


def _list(ranking: Ranking) -> tuple[Candidate, ...]:
    """The facts of the kind that a list was asked of, in document order; () where something else is asked."""
    asked, candidates = ranking.question.asked, ranking.candidates
    if asked.topic == _ATTACHED:
        return _attachments(candidates)
    if asked.topic == _DATES:
        kept = [c for c in candidates if c.profile.date and c.fact.kind is Kind.DETAIL]
    elif asked.kind is None:
        return ()
    else:
        kept = _of_kind(ranking.question, asked.kind, candidates)
    if len(kept) < 2 and not is_list(ranking.question):
        return ()
    return tuple(sorted(distinct(kept)[:MOST], key=_place))


def _attachments(ranking: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The list of attachments where one fact quotes it whole, else each of them."""
    about = [c for c in ranking if isinstance(c.fact, Detail) and fold(c.fact.topic).startswith(_ATTACHMENTS)]
    if not about:
        return ()
    longest = max(about, key=lambda c: sum(quote.end - quote.start for quote in c.fact.quotes))
    whole = [c for c in about if quotes_overlap(c.fact.quotes, longest.fact.quotes)]
    return (longest,) if len(whole) > 1 else tuple(sorted(distinct(about)[:MOST], key=_place))


def _of_kind(question: Question, kind: Kind, ranking: Sequence[Candidate]) -> list[Candidate]:
    """The facts of a kind that have what else the question names, or the party it names."""
    own = [c for c in ranking if c.fact.kind is kind and c.fact.case == ranking[0].fact.case]
    if kind is Kind.GOAL:
        own = _of_level(question, _met(question, own))
    if question.parties:
        return [c for c in own if c.signals["party"] > 0]
    return [c for c in own if c.signals["narrowed"] >= _NARROWED]


def _of_level(question: Question, goals: list[Candidate]) -> list[Candidate]:
    """The goals of the level that a question names ("vilka nämndmål"); all where it names none."""
    levels = {goal.fact.id: _in_words(goal.fact.level or "") for goal in goals if isinstance(goal.fact, Goal)}
    said = "".join(f" {word}" for word in question.words)
    named = {level for level in levels.values() if level and f" {level[:_LEVEL]}" in said}
    return [goal for goal in goals if levels.get(goal.fact.id) in named] if named else goals


def _in_words(level: str) -> str:
    """A level as the words of a question are: "kf mal"."""
    return " ".join(token.word for token in tokenize(level))


def _met(question: Question, goals: list[Candidate]) -> list[Candidate]:
    """The goals that somebody assesses as a question asks: met, partly met, or not met; all where it asks for none."""
    words = question.folded
    if not _OUTCOME.search(words) or question.parties:
        return goals
    wanted = _NOT if _NOT.search(words) else _PARTLY if _PARTLY.search(words) else _FULLY
    return [goal for goal in goals if any(wanted.search(fold(outcome)) for outcome in _outcomes(goal.fact))]


def _outcomes(fact: Fact) -> tuple[str, ...]:
    return tuple(assessment.outcome for assessment in fact.assessments) if isinstance(fact, Goal) else ()


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without those whose first quote shares words with an earlier one's."""
    kept: list[Candidate] = []
    for candidate in candidates:
        first = candidate.fact.quotes[:1]
        if not any(
            quotes_overlap(first, other.fact.quotes[:1]) for other in kept if other.fact.case == candidate.fact.case
        ):
            kept.append(candidate)
    return kept


def _place(candidate: Candidate) -> tuple[str, str, int]:
    quote = candidate.fact.quotes[0]
    return (candidate.fact.case, quote.source, quote.start)
