"""Examples: questions that are known to be answered, to show people what can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from cachetools import LRUCache

from bot.answering.answer import Answer, Status
from bot.knowledge.model import Case, Fact, Kind, Knowledge
from bot.language.detection import detect
from bot.language.tokens import tokenize

_BRIEF = 60  # characters of an example question, so that it has room on a button
_MOST = 8
_CASES = 4  # from which examples are taken
_AHEAD = 2_000  # facts whose examples are found before anybody asks
_MOST_FOUND = 50_000  # examples that are remembered, the latest used
_MOST_CASES = 1_000  # the same of what is shown of a case
_LANGUAGES = ("sv", "en")

Ask = Callable[[str, str], Answer]
"""Answers a question within a case, by its id."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question that is known to be answered: the `number`th of a fact's own."""

    fact: str
    number: int
    text: str


Found = tuple[tuple[str, str], Example | None]
"""The id of a fact, a language, and the fact's example in it, or None where it has none."""


class Examples:
    """Finds questions of the facts of a knowledge that are answered by the fact they are of.

    `found` is what is known so far: by fact and language its example, or None where it has none.
    """

    def __init__(self, knowledge: Knowledge, ask: Ask) -> None:
        self._knowledge = knowledge
        self._ask = ask
        self._general_found: LRUCache[tuple[str, str | None], tuple[Example, ...]] = LRUCache(_MOST_CASES)
        self.found: LRUCache[tuple[str, str], Example | None] = LRUCache(_MOST_FOUND)

    def some(self, language: str, count: int, near: Sequence[str] = (), case: str | None = None) -> tuple[Example, ...]:
        """At most `count` examples in a language, those of the facts in `near` (ids) first."""
        found: dict[str, Example] = {}
        for id_ in near:
            fact = self._knowledge.by_id.get(id_)
            if len(found) < count and fact is not None and (example := self._of(fact, language)):
                found.setdefault(example.text, example)
        for example in self._general(language, case):
            if len(found) < count:
                found.setdefault(example.text, example)
        return tuple(found.values())

    def ahead(self, start: int = 0, step: int = 1) -> Iterator[Found]:
        """The examples of the first facts in each language, as they are taken; of every `step`th fact from `start`.

        Another process may find them, and put them among those `found` here.
        """
        for fact in islice(self._knowledge.facts(), start, _AHEAD, step):
            for language in _LANGUAGES:
                yield (fact.id, language), self._of(fact, language)

    def _general(self, language: str, case: str | None) -> tuple[Example, ...]:
        """Examples of each kind in turn, found once."""
        key = (language, case)
        if (found := self._general_found.get(key)) is None:
            ids = islice(self._knowledge.cases, _CASES) if case is None else (case,)
            cases = [known for id_ in ids if (known := self._knowledge.cases.get(id_)) is not None]
            found = self._general_found[key] = tuple(self._find(language, cases))
        return found

    def _find(self, language: str, cases: Sequence[Case]) -> Iterator[Example]:
        found = 0
        for kind in (Kind.AMOUNT, Kind.POSITION, Kind.DECISION, Kind.GOAL, Kind.DETAIL):
            for facts in (c.of_kind(kind) for c in cases):
                # A list often starts with formalities: what comes a little later is more telling.
                start = len(facts) // 3
                for fact in (*facts[start:], *facts[:start])[:6]:
                    if example := self._of(fact, language):
                        yield example
                        found += 1
                        break
                if found == _MOST:
                    return

    def _of(self, fact: Fact, language: str) -> Example | None:
        """The first of a fact's short questions, in the language, that the fact answers; asked once."""
        key = (fact.id, language)
        if key in self.found:
            return self.found[key]
        found = self.found[key] = self._answered(fact, language)
        return found

    def _answered(self, fact: Fact, language: str) -> Example | None:
        for number, question in enumerate(fact.questions):
            if len(question) > _BRIEF or not question.endswith("?") or detect(tokenize(question)) != language:
                continue
            answer = self._ask(question, fact.case)
            if answer.status is Status.ANSWERED and fact.id in {shown.id for shown in answer.facts}:
                return Example(fact.id, number, question)
        return None
