"""The matcher of many cases: first the right case is found, then its own matcher answers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.knowledge.model import Case, Fact, Knowledge
from bot.matching.cases.router import named_most, routes
from bot.matching.cases.shelf import LoadedShelf, Shelf
from bot.matching.context import Context
from bot.matching.decision.decide import Reason
from bot.matching.decision.interpretation import Interpretation
from bot.matching.dialogue.followup import is_whole, leans, stands_alone
from bot.matching.match import Match
from bot.matching.matcher import Matcher
from bot.matching.query.question import Question
from bot.matching.ranking.candidates import Candidate
from bot.matching.ranking.rank import Ranker

if TYPE_CHECKING:
    from pathlib import Path

    from bot.language.names.parties import PartyNames
    from bot.matching.cleaning.cleaner import Cleaner
    from bot.matching.dialogue.interpreter import Interpreter
    from bot.matching.retrieval.rows import Vectors
    from bot.matching.retrieval.vectors import Encoder, Progress

_CLOSE = 0.8  # log-odds between cases that are really close
_CLEAR = 2.0  # log-odds by which a case must be likelier than any other for its answer to be stated
_CLOSE_TWINS = 1.5  # the same where two say the same
_SURE = 1.0  # log-odds by which another case must be likelier than the one in hand to take a message over
_UNNAMED = 0.4  # log-odds that an answer must have besides where no case is named: any of many may have what is near
_MOST_ASKED = 4  # readings that are asked back about
_FOUND_NOTHING = (Reason.NO_MATCH, Reason.NOT_IN_CASE)
_TWINS = 85  # likeness, of 100, from which two passages say the same


@dataclass(frozen=True)
class _Reading:
    """A question as one matcher understands it by itself, and the log-odds that it is about its cases."""

    matcher: Matcher
    question: Question
    read: Interpretation
    score: float

    @property
    def best(self) -> Candidate | None:
        return self.read.ranking.best

    @property
    def case(self) -> Case:
        """The case of its best fact, or the first where it has none."""
        cases = self.matcher.knowledge.cases
        return cases[self.best.fact.case] if self.best is not None else next(iter(cases.values()))

    @property
    def answers(self) -> bool:
        return self.read.margin >= 0 and not self.read.says_nothing


class CasesMatcher:
    """Matches questions to the cases of a shelf. It is asked as `Matcher` is."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._front = shelf.front
        self.knowledge = shelf.front.knowledge
        self._weights = shelf.front.ranker.weights.cases

    def match(
        self,
        text: str,
        context: Context = Context(),
        *,
        case: str | None = None,
        language: str | None = None,
        now: float | None = None,
    ) -> Match:
        """What answers a person's text; see `Matcher.match`."""
        now = monotonic() if now is None else now
        context = context.still(now)

        # 1. One case only, where that is said, or there is no other.
        if case is None and len(self.knowledge.cases) == 1:
            (case,) = self.knowledge.cases
        if case is not None:
            return self._shelf.matcher(case).match(text, context, case=case, language=language, now=now)

        # 2. Asked of the bot itself, of all cases, or of the last answer; courtesy; nothing to read; by its number.
        held_by = self._shelf.matcher(context.case) if context.case in self.knowledge.cases and context.case else None
        own = held_by.read(text, context, language=language) if held_by is not None else None
        if isinstance(own, Match):
            return own
        question = self._front.read(text, context, language=language)
        if isinstance(question, Match):
            return question
        if len(question.references) == 1:
            (case,) = question.references
            match = self._shelf.matcher(case).match(text, context, case=case, language=language, now=now)
            return _about(case, match)
        if (named := (held_by or self._front).looked_up(question, context, now)) is not None:
            return named

        # 3. What leans on a conversation stays in its case, unless another is much likelier.
        held, meant = None, named_most(question.cases)
        if held_by is not None and own is not None and not meant and leans(question, context):
            held = held_by.answered(own, context, now=now)
            if not (is_whole(question) or stands_alone(question) or _names_something_else(question, held_by)):
                return held

        # 4. Put to the cases that it may be about: the likeliest answers, or it is asked back which is meant.
        readings = self._readings(text, question, language)
        if not readings:
            return held or self._front.answered(question, context, now=now)
        if held is not None and not self._takes_over(readings, held):
            return held
        best, *others = _tied(readings)
        if others:
            candidates = tuple(reading.best for reading in (best, *others) if reading.best is not None)
            return Match(question.language, question, alternatives=candidates[:_MOST_ASKED], context=context)
        began = context if best.matcher.holds(context) else Context(language=context.language)
        lead = min((best.score - other.score for other in readings if other is not best), default=math.inf)
        read = replace(best.read, certainty=min(best.read.certainty, lead - _CLEAR))
        match = best.matcher.answered(best.question, began, now=now, alone=read)
        is_clear = best.case.id in meant and (lead >= _SURE or len(meant) == 1)
        return _about(best.case.id, match) if is_clear else match

    def _readings(self, text: str, question: Question, language: str | None) -> list[_Reading]:
        """How the cases that a question may be about understand it, the likeliest first."""
        vector = self._front.ranker.encoded(question)
        found = [
            self._reading(self._shelf.matcher(route.cases[0]), route.score, text, vector, language)
            for route in routes(question, vector, self._shelf)
        ]
        more = 0.0 if named_most(question.cases) else _UNNAMED
        surer = (replace(each, read=replace(each.read, margin=each.read.margin - more)) for each in found if each)
        return sorted(surer, key=lambda reading: -reading.score)

    def _reading(
        self, matcher: Matcher, score: float, text: str, vector: Vectors | None, language: str | None
    ) -> _Reading | None:
        question = matcher.read(text, language=language)
        if isinstance(question, Match):
            return None
        read = matcher.interpreter.by_itself(question, vector=vector)
        fits = read.ranking.best.score if read.ranking.best is not None else 0.0
        return _Reading(matcher, question, read, score + self._weights["score"] * fits)

    def _takes_over(self, readings: list[_Reading], held: Match) -> bool:
        """Whether the likeliest case answers a message that leans on a conversation about another."""
        best = readings[0]
        if not best.answers or best.matcher.holds(held.context):
            return False
        own = next((r.score for r in readings if r.matcher.holds(held.context)), -math.inf)
        return not held.answers or best.score - own >= _SURE

    def heard(self, case: str | None) -> tuple[str, ...]:
        """The letters of the parties whose words the case has; of all cases for None."""
        return self._front.heard(None) if case is None else self._shelf.matcher(case).heard(case)

    def context_of(self, fact: Fact, before: Context) -> Context:
        """The context in which a fact has been shown by itself."""
        return self._shelf.matcher(fact.case).context_of(fact, before)

    @property
    def ranker(self) -> Ranker:
        """What ranks the facts of all cases together."""
        return self._front.ranker

    @property
    def cleaner(self) -> Cleaner:
        """What cleans messages by what all cases together say."""
        return self._front.cleaner

    @property
    def interpreter(self) -> Interpreter:
        """What understands questions to all cases together."""
        return self._front.interpreter

    def knows(self, word: str) -> bool:
        """Whether some case has a folded word, or it is in the vocabulary."""
        return self._front.knows(word)

    @property
    def parties(self) -> PartyNames:
        """The names of the parties."""
        return self._front.parties


def _names_something_else(question: Question, matcher: Matcher) -> bool:
    """Whether a question names a thing that the cases of a matcher do not know."""
    knows = matcher.ranker.index.knows
    return any(not (concept.measure or any(map(knows, concept.stems))) for concept in question.concepts)


def _about(case: str, match: Match) -> Match:
    """A match of a question about a case: where nothing is found there it says so, and the conversation stays there."""
    if match.reason not in _FOUND_NOTHING:
        return match
    return replace(match, about=case, context=replace(match.context, case=case))


def _tied(readings: list[_Reading]) -> list[_Reading]:
    """The readings that are really close and that answer. Of those that say the same, one body's newest."""
    best = readings[0]
    if not best.answers:
        return [best]
    close = [reading for reading in readings if _is_close(reading, best)]
    return [reading for reading in close if not any(_replaces(other, reading) for other in close)]


def _is_close(reading: _Reading, best: _Reading) -> bool:
    """Whether only the person can tell which of two is meant."""
    if not reading.answers or (best.read.is_curated and not reading.read.is_curated):
        return False
    return best.score - reading.score < (_CLOSE_TWINS if _say_the_same(reading, best) else _CLOSE)


def _say_the_same(one: _Reading, other: _Reading) -> bool:
    if one.best is None or other.best is None:
        return False
    return fuzz.ratio(one.best.fact.quotes[0].text, other.best.fact.quotes[0].text) >= _TWINS


def _replaces(newer: _Reading, older: _Reading) -> bool:
    """Whether the same body says the same anew."""
    new, old = newer.case, older.case
    if (new.municipality, new.body) != (old.municipality, old.body) or not _say_the_same(newer, older):
        return False
    return bool(new.date and old.date and new.date > old.date)


def matcher_of(
    knowledge: Knowledge,
    encoder: Encoder | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Matcher | CasesMatcher:
    """The matcher of a knowledge in memory, however many cases it has. See `Ranker` for the rest."""
    matcher = Matcher(knowledge, encoder, cache, progress)
    shelf = LoadedShelf(matcher, encoder, cache)
    return matcher if shelf.meetings < 2 else CasesMatcher(shelf)
